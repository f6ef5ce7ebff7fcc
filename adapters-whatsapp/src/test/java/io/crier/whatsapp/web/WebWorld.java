package io.crier.whatsapp.web;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.TimerWheel;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineContract.Arrived;
import io.crier.application.sessions.EngineContract.WhatsAppSide;
import io.crier.application.sessions.Keyring;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.Kind;
import io.crier.whatsapp.web.fake.Submission;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The web engine with its real side process, in real time, before a WhatsApp of our own. */
final class WebWorld implements WhatsAppSide, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int QUIET_ROUNDS = 2;
  private static final long ROUND_NANOS = 50_000_000;
  private static final long LOOK_NANOS = 5_000_000;
  private static final int RESTRICTED = 463;
  private static final int NOT_ACCEPTABLE = 406;

  final FakeWhatsApp whatsApp = FakeWhatsApp.start();
  final Clock clock = Clock.systemUTC();
  final MediaStore media = new InMemoryMediaStore(new InMemoryUnitOfWork(), clock);
  private final TimerWheel wheel = new TimerWheel(clock.instant());
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong happenings = new AtomicLong();

  /** How many receipts and messages the session has still to be told. */
  private final AtomicLong owed = new AtomicLong();

  private volatile boolean connected;

  /** Whether something was begun, the outcome of which the session has still to be told. */
  private volatile boolean pending;

  private final Queue<Runnable> due = new ArrayDeque<>();
  private final Set<String> receipted = new HashSet<>();
  private final LastProcess launcher;
  private final WebEngine engine;
  private volatile String qr;
  private PhoneNumber linked;

  /**
   * @param trusted whether the process is told to trust this WhatsApp
   */
  WebWorld(Path folder, boolean trusted) {
    var settings =
        new WebSettings(
            "node",
            512,
            URI.create(whatsApp.url()),
            trusted ? Optional.of(whatsApp.rootHex()) : Optional.empty(),
            Optional.of(whatsApp.mediaCertificate()),
            Optional.empty(),
            10_000_000,
            folder);
    launcher = new LastProcess(new NodeLauncher(settings));
    engine =
        new WebEngine(
            settings, launcher, new Proxies(address -> true), media, wheel, executor, clock);
    whatsApp.receipts(FakeWhatsApp.Receipts.NONE);
    ticks.scheduleWithFixedDelay(
        () -> wheel.advanceTo(clock.instant()), 10, 10, TimeUnit.MILLISECONDS);
  }

  Engine engine() {
    return new Watched();
  }

  Optional<String> missing() {
    return launcher.missing();
  }

  /** As by {@code kill -9}. */
  void killProcess() {
    launcher.last.destroyForcibly();
  }

  String qr() {
    await("a code to scan", () -> qr != null);
    return qr;
  }

  // What people do

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    linked = by;
    var shown = qr();
    pending = true;
    whatsApp.scan(shown, by.value());
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return whatsApp.arrived().stream().map(WebWorld::arrived).toList();
  }

  private static Arrived arrived(Submission submission) {
    return new Arrived(
        new WhatsAppId(submission.id()),
        Recipient.parse(submission.to()),
        submission.kind() == Kind.VOICE
            ? "audio"
            : submission.kind().name().toLowerCase(Locale.ROOT),
        submission.text(),
        submission.file().map(Attachment::sha256));
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    due.add(() -> whatsApp.write(from.text(), linked.value(), content.text()));
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    whatsApp.forget(number.value());
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    whatsApp.refuse(number.value(), fault == Fault.RESTRICTED ? RESTRICTED : NOT_ACCEPTABLE);
  }

  @Override
  public void drop(SessionId session) {
    pending = connected;
    whatsApp.unreachable(true);
  }

  @Override
  public void heal(SessionId session) {
    whatsApp.heal();
    whatsApp.receipts(FakeWhatsApp.Receipts.NONE);
  }

  /** People get, read and write what they are to, and all that comes of it happens. */
  void settle() {
    awaitQuiet();
    whatsApp.arrived().stream()
        .map(Submission::id)
        .filter(receipted::add)
        .forEach(
            id -> {
              due.add(() -> whatsApp.deliver(id));
              due.add(() -> whatsApp.read(id));
            });
    if (!due.isEmpty()) {
      owed.addAndGet(due.size());
      due.forEach(Runnable::run);
      due.clear();
      awaitQuiet();
    }
  }

  /**
   * Until all that was begun has come to its end; and then until the process has answered once more
   * and again, with nothing else happening in between.
   */
  private void awaitQuiet() {
    await("an end", () -> !pending && !(connected && owed.get() > 0));
    var end = System.nanoTime() + PATIENCE.toNanos();
    for (var quiet = 0; quiet < QUIET_ROUNDS && System.nanoTime() < end; quiet++) {
      var before = happenings.get();
      LockSupport.parkNanos(ROUND_NANOS);
      ping();
      if (happenings.get() != before) {
        quiet = -1;
      }
    }
  }

  private void ping() {
    try {
      engine.process().instance().ask(SideProcess.line("do", "ping"), PATIENCE).join();
    } catch (SideProcess.Unavailable e) {
      // it has ended, and so says nothing
    }
  }

  void await(String what, BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    engine.close();
    whatsApp.close();
    ticks.shutdownNow();
    executor.shutdown();
  }

  /** Remembers the process that runs, so that it can be killed. */
  private static final class LastProcess implements Launcher {

    private final Launcher launcher;
    private volatile Process last;

    LastProcess(Launcher launcher) {
      this.launcher = launcher;
    }

    @Override
    public Optional<String> missing() {
      return launcher.missing();
    }

    @Override
    public Process launch() throws IOException {
      last = launcher.launch();
      return last;
    }
  }

  /** The engine, with an eye on what happens and what it shows. */
  private final class Watched implements Engine {

    @Override
    public EngineName name() {
      return engine.name();
    }

    @Override
    public Set<Ability> abilities() {
      return engine.abilities();
    }

    @Override
    public Set<Setting> settings() {
      return engine.settings();
    }

    @Override
    public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
      pending = true;
      return watched(
          engine.open(
              identity,
              new WatchedKeys(keyring),
              event -> {
                happenings.incrementAndGet();
                events.accept(event);
                note(event);
              }));
    }

    private void note(Event event) {
      switch (event) {
        case Event.Receipt receipt -> owed.decrementAndGet();
        case Event.Received received -> owed.decrementAndGet();
        case Event.Bounced bounced -> {}
        case Event.Qr shown -> {
          qr = shown.value();
          pending = false;
        }
        case Event.Linked linked -> pending = true;
        case Event.OfConnection news -> {
          connected = news instanceof Event.Connected;
          pending = false;
        }
      }
    }

    /** Notes what is begun and ended on this side. */
    private Connection watched(Connection connection) {
      return (Connection)
          Proxy.newProxyInstance(
              WebWorld.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "requestCode" -> pending = true;
                  case "close", "unlink" -> {
                    connected = false;
                    pending = false;
                  }
                  default -> {}
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private final class WatchedKeys implements Keyring {

    private final Keyring keys;

    WatchedKeys(Keyring keys) {
      this.keys = keys;
    }

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      happenings.incrementAndGet();
      return keys.get(names);
    }

    @Override
    public void change(Map<String, byte[]> kept, Set<String> forgotten) {
      happenings.incrementAndGet();
      keys.change(kept, forgotten);
    }

    @Override
    public void clear() {
      keys.clear();
    }
  }
}
