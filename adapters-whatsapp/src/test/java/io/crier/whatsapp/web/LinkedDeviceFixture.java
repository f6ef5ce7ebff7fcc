package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.Submission;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A session with a linked device, and its fake WhatsApp. */
final class LinkedDeviceFixture implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 60;

  final WebFixture fixture;
  final InMemoryKeyring keys = new InMemoryKeyring();
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Engine.Identity identity;
  Engine.Connection connection;

  LinkedDeviceFixture(Path folder) {
    this(folder, Map.of());
  }

  LinkedDeviceFixture(Path folder, Map<String, String> settings) {
    fixture = new WebFixture(folder, true);
    assumeTrue(fixture.missing().isEmpty(), () -> "the web engine: " + fixture.missing().get());
    identity = new Engine.Identity(SESSION, ACCOUNT, settings, false);
    reopen();
  }

  /** Opens the connection, again with its keys. */
  void reopen() {
    connection = fixture.engine().open(identity, keys, this::record);
  }

  private void record(Event event) {
    if (event instanceof Event.Arrival arrival) {
      arrival.kept().run();
    }
    events.add(event);
  }

  LinkedDeviceFixture linked() {
    fixture.scan(SESSION, OURS);
    await(Event.Connected.class);
    return this;
  }

  /** Links another session in the same process, and returns once it is connected. */
  void linkAnother(PhoneNumber number, Consumer<Event.Received> received) {
    var connected = new CountDownLatch(1);
    var another =
        new Engine.Identity(SessionId.next(fixture.clock.instant()), ACCOUNT, Map.of(), false);
    fixture
        .engine()
        .open(
            another,
            new InMemoryKeyring(),
            event -> {
              switch (event) {
                case Event.Qr qr -> whatsApp().scan(qr.value(), number.value());
                case Event.Connected up -> connected.countDown();
                case Event.Received message -> received.accept(message);
                default -> {}
              }
            });
    fixture.await("another session is connected", () -> connected.getCount() == 0);
  }

  FakeWhatsApp whatsApp() {
    return fixture.whatsApp;
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

  Event.Received receive(InboundMessage letter) {
    whatsApp().write(THEIRS.value(), OURS.value(), letter);
    return await(Event.Received.class);
  }

  Submission send(String id, Recipient to, Content content) {
    assertThat(connection.send(new WhatsAppId(id), to, Optional.empty(), content))
        .isEqualTo(new Outcome.Sent(new WhatsAppId(id)));
    return whatsApp().arrived().stream()
        .filter(arrived -> arrived.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    fixture.close();
  }
}
