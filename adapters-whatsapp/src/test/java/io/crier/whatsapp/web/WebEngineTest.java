package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract;
import io.crier.domain.messages.MediaFile;
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

/** Baileys in its Node process, before a WhatsApp that speaks the real protocol. */
class WebEngineTest implements EngineContract {

  @TempDir Path folder;
  private WebWorld world;

  @BeforeEach
  void start() {
    world = new WebWorld(folder, true);
    assumeTrue(world.missing().isEmpty(), () -> "the web engine: " + world.missing().get());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Override
  public Engine engine() {
    return world.engine();
  }

  @Override
  public WhatsAppSide whatsApp() {
    return world;
  }

  @Override
  public void settle() {
    world.settle();
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return world.media.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void reopensSessionAfterProcessIsKilled() {
    var link = linked();
    link.send(THEM);

    world.killProcess();
    world.await("told of the loss", () -> !link.events(Event.Lost.class).isEmpty());

    assertThat(link.events(Event.Lost.class))
        .extracting(Event.Lost::fault)
        .containsExactly(Fault.NOT_CONNECTED);
    var again = link.reopen();
    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
    assertThat(again.send(THEM)).isEqualTo(new Outcome.Sent(ID));
    assertThat(world.arrived(SESSION)).hasSize(2).allMatch(it -> it.text().equals(HELLO.body()));
  }

  @Test
  void rejectsUntrustedServer() {
    try (var untrusted = new WebWorld(folder.resolve("untrusted"), false)) {
      var told = new CopyOnWriteArrayList<Event>();
      untrusted
          .engine()
          .open(new Engine.Identity(SESSION, ACCOUNT, settings(), false), new Keys(), told::add);

      untrusted.await("told of the loss", () -> !told.isEmpty());

      assertThat(told).containsExactly(new Event.Lost(Fault.ENGINE_FAILED, Optional.empty()));
    }
  }
}
