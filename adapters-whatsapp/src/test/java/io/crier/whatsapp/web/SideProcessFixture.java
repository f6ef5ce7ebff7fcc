package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.Keyring;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The web engine with a scripted side process. */
abstract class SideProcessFixture {

  static final Optional<Address> ADDRESS = Optional.of(new Address("1@s.whatsapp.net"));
  static final ClientVersion LIBRARY = new ClientVersion("2.3000.7");
  private static final int TIMEOUT_SECONDS = 10;

  @TempDir Path folder;

  final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final List<ScriptedProcess> launched = new CopyOnWriteArrayList<>();
  boolean launchFails;
  Optional<String> version = Optional.of("2.3000.1");
  private WebEngine engine;

  private final class ScriptedLauncher implements Launcher {

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    public Optional<ClientVersion> version() {
      return Optional.of(LIBRARY);
    }

    @Override
    public Process launch() throws IOException {
      if (launchFails) {
        throw new IOException("no such program");
      }
      launched.add(new ScriptedProcess());
      return launched.getLast();
    }
  }

  final WebEngine engine() {
    if (engine == null) {
      var settings =
          new WebSettings(
              "node",
              512,
              WebSettings.WHATSAPP,
              Optional.empty(),
              Optional.empty(),
              version,
              WebSettings.VERSION_PAGE,
              1_000,
              folder);
      engine =
          new WebEngine(
              settings,
              new ScriptedLauncher(),
              new Proxies(address -> !address.isLoopbackAddress()),
              new InMemoryMediaStore(new InMemoryUnitOfWork(), time),
              time.wheel(),
              executor,
              time);
    }
    return engine;
  }

  @AfterEach
  void stop() {
    engine().close();
    executor.close();
  }

  /** A connection, and the process that holds it. */
  record Link(Engine.Connection connection, ScriptedProcess process, long number) {

    void writeEvent(String event, String fields) {
      process.writeLine("{'event':'%s','c':%d%s}", event, number, fields);
    }
  }

  Engine.Connection opened(Keyring keys, Map<String, String> settings) {
    return engine().open(new Engine.Identity(SESSION, ACCOUNT, settings, false), keys, events::add);
  }

  Link open(Keyring keys) {
    var connection = opened(keys, Map.of());
    while (launched.isEmpty() || !launched.getLast().isAlive()) {
      Thread.onSpinWait();
    }
    var process = launched.getLast();
    return new Link(connection, process, process.awaitCommand("open").get("c").longValue());
  }

  Link connected() {
    var link = open(new InMemoryKeyring());
    link.writeEvent("up", ",'address':'966501234567@s.whatsapp.net'");
    assertThat(nextEvent()).isEqualTo(new Event.Connected(OURS));
    return link;
  }

  Event nextEvent() {
    try {
      var event = events.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return Optional.ofNullable(event).orElseThrow(() -> new AssertionError("no event"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  CompletableFuture<Outcome> send(Link link, WhatsAppId id) {
    return CompletableFuture.supplyAsync(
        () -> link.connection().send(id, THEM, ADDRESS, HELLO), executor);
  }

  static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  static Event lost(Fault fault) {
    return new Event.Lost(fault, Optional.empty());
  }
}
