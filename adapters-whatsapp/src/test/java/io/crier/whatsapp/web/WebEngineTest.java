package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.domain.media.MediaFile;
import io.crier.domain.sessions.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the engine with Baileys in its Node process, and a fake WhatsApp that implements the real
 * protocol.
 */
class WebEngineTest implements EngineContract {

  @TempDir Path folder;
  private WebFixture fixture;

  @BeforeEach
  void start() {
    fixture = new WebFixture(folder, true);
    assumeTrue(fixture.missing().isEmpty(), () -> "the web engine: " + fixture.missing().get());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Override
  public Engine engine() {
    return fixture.engine();
  }

  @Override
  public WhatsAppSide whatsApp() {
    return fixture;
  }

  @Override
  public void settle() {
    fixture.settle();
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return fixture.media.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void reopensSessionAfterProcessIsKilled() {
    var link = linked();
    link.send(THEM);

    fixture.killProcess();
    fixture.await("the loss is reported", () -> !link.events(Event.Lost.class).isEmpty());

    assertThat(link.events(Event.Lost.class))
        .extracting(Event.Lost::fault)
        .containsExactly(Fault.NOT_CONNECTED);
    var again = link.reopen();
    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
    assertThat(again.send(THEM)).isEqualTo(new Outcome.Sent(ID));
    assertThat(fixture.arrived(SESSION)).hasSize(2).allMatch(it -> it.text().equals(HELLO.body()));
  }

  @Test
  void rejectsUntrustedServer() {
    try (var untrusted = new WebFixture(folder.resolve("untrusted"), false)) {
      var events = new CopyOnWriteArrayList<Event>();
      untrusted
          .engine()
          .open(
              new Engine.Identity(SESSION, ACCOUNT, settings(), false),
              new InMemoryKeyring(),
              events::add);

      untrusted.await("the loss is reported", () -> !events.isEmpty());

      assertThat(events).containsExactly(new Event.Lost(Fault.ENGINE_FAILED, Optional.empty()));
    }
  }
}
