package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineContract.ACCOUNT;
import static io.crier.application.sessions.EngineContract.OURS;
import static io.crier.application.sessions.EngineContract.SESSION;
import static io.crier.application.sessions.EngineContract.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract.Keys;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.Letter;
import io.crier.whatsapp.web.fake.Submission;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A session whose device is linked, and the fake WhatsApp around it. */
final class LinkedDevice implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 60;

  final WebWorld world;
  final Keys keys = new Keys();
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final Engine.Connection connection;

  LinkedDevice(Path folder) {
    this(folder, Map.of());
  }

  LinkedDevice(Path folder, Map<String, String> settings) {
    world = new WebWorld(folder, true);
    assumeTrue(world.missing().isEmpty(), () -> "the web engine: " + world.missing().get());
    var identity = new Engine.Identity(SESSION, ACCOUNT, settings, false);
    connection = world.engine().open(identity, keys, events::add);
  }

  LinkedDevice linked() {
    world.scan(SESSION, OURS);
    await(Event.Connected.class);
    return this;
  }

  FakeWhatsApp whatsApp() {
    return world.whatsApp;
  }

  /** The next event of this kind; others are skipped. */
  <T extends Event> T await(Class<T> kind) {
    try {
      for (var event = events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
          event != null;
          event = events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
      throw new AssertionError("no event " + kind.getSimpleName());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Event.Received receives(Letter letter) {
    whatsApp().write(THEIRS.value(), OURS.value(), letter);
    return await(Event.Received.class);
  }

  Submission sends(String id, Recipient to, Content content) {
    assertThat(connection.send(new WhatsAppId(id), to, Optional.empty(), content))
        .isEqualTo(new Outcome.Sent(new WhatsAppId(id)));
    return whatsApp().arrived().stream()
        .filter(arrived -> arrived.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    world.close();
  }
}
