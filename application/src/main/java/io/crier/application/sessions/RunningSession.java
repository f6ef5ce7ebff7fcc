package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.Batcher;
import io.crier.application.TimerWheel;
import io.crier.domain.Refused;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A session of this node, and its connection if there is one. */
final class RunningSession {

  private static final Logger LOG = System.getLogger(RunningSession.class.getName());
  private static final int MOST_EVENTS = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration FIRST_RECONNECT = Duration.ofSeconds(1);
  private static final Duration LAST_RECONNECT = Duration.ofMinutes(5);

  private final long epoch;
  private final Engines engines;
  private final Keyrings keyrings;
  private final ChangeSession changeSession;
  private final RunSessions.Listener listener;
  private final Lease lease;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Batcher<Runnable> reports;
  private volatile Session session;
  private volatile Engine.Connection connection;
  private volatile boolean connected;
  private volatile boolean ended;
  private Engine.Connection testing;
  private int losses;
  private int opening;
  private Engine.Event.Qr lastQr;
  private CompletableFuture<Engine.Event.Qr> nextQr = new CompletableFuture<>();
  private CompletableFuture<Engine.Event.Code> nextCode = new CompletableFuture<>();

  RunningSession(
      Sessions.Owned owned,
      Engines engines,
      Keyrings keyrings,
      ChangeSession changeSession,
      RunSessions.Listener listener,
      Lease lease,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.session = owned.session();
    this.epoch = owned.epoch();
    this.engines = engines;
    this.keyrings = keyrings;
    this.changeSession = changeSession;
    this.listener = listener;
    this.lease = lease;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.reports = new Batcher<>(executor, 1, MOST_EVENTS, batch -> batch.forEach(Runnable::run));
  }

  long epoch() {
    return epoch;
  }

  Session session() {
    return session;
  }

  /** The connection, while messages can be sent over it. */
  Optional<Engine.Connection> connection() {
    return connected ? Optional.ofNullable(connection) : Optional.empty();
  }

  /** Somebody has changed the session: opens or closes its connection accordingly. */
  void apply(Session changed) {
    keep(changed);
    if (changed.shouldConnect()) {
      executor.execute(this::open);
    } else {
      close();
    }
  }

  void openAt(Instant when) {
    if (when.isAfter(clock.instant())) {
      wheel.schedule(when, () -> executor.execute(this::open));
    } else {
      executor.execute(this::open);
    }
  }

  /** Closes what is open, for good. */
  void end() {
    ended = true;
    close();
  }

  private Keyring keyring() {
    return keyrings.of(session.id(), lease.node());
  }

  synchronized void open() {
    if (connection != null || ended) {
      return;
    }
    report(
        seen ->
            seen.shouldConnect() ? seen.seen(SessionStatus.CONNECTING, seen.lastError()) : seen);
    if (session.shouldConnect()) {
      var mine = ++opening;
      var identity = new Engine.Identity(session.id(), session.settings());
      connection =
          engines.get(session.engine()).open(identity, keyring(), event -> enqueue(mine, event));
    }
  }

  synchronized void close() {
    opening++;
    connected = false;
    lastQr = null;
    if (connection != null) {
      connection.close();
      connection = null;
      listener.connected(session.id(), false);
    }
    if (testing != null) {
      testing.close();
      testing = null;
    }
  }

  synchronized void unlink() {
    if (connection != null) {
      connection.unlink();
    }
    close();
    keyring().clear();
  }

  synchronized Engine.Connection testConnection() {
    if (testing == null) {
      var identity = new Engine.Identity(session.id(), Map.of("test", "true"));
      testing =
          engines
              .get(EngineName.SIMULATOR)
              .open(identity, new NoKeys(), event -> enqueue(0, event));
    }
    return testing;
  }

  synchronized CompletableFuture<Engine.Event.Qr> qr() {
    return lastQr != null && clock.instant().isBefore(lastQr.expiresAt())
        ? CompletableFuture.completedFuture(lastQr)
        : nextQr;
  }

  synchronized CompletableFuture<Engine.Event.Code> code(PhoneNumber number) {
    if (connection == null) {
      return CompletableFuture.failedFuture(new Refused(QR_NOT_READY));
    }
    nextCode = new CompletableFuture<>();
    connection.requestCode(number);
    return nextCode;
  }

  /** Events of the connection that was opened as the {@code mine}-th; 0 is the testing one. */
  private void enqueue(int mine, Engine.Event event) {
    reports.offer(() -> handleUntilKept(mine, event));
  }

  private void handleUntilKept(int mine, Engine.Event event) {
    try {
      handle(mine, event);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "an event of session " + session.id().value() + " waits", e);
      wheel.schedule(
          clock.instant().plus(RETRY), () -> reports.offer(() -> handleUntilKept(mine, event)));
    }
  }

  private void handle(int mine, Engine.Event event) {
    switch (event) {
      case Engine.Event.Receipt receipt ->
          listener.receipt(session.id(), receipt.id(), receipt.reached(), receipt.at());
      case Engine.Event.Received received -> listener.received(session, received);
      case Engine.Event.OfConnection news -> {
        // What an abandoned connection says of itself does not matter any more.
        if (isCurrent(mine)) {
          handle(news);
        }
      }
    }
  }

  private void handle(Engine.Event.OfConnection news) {
    switch (news) {
      case Engine.Event.Qr qr -> showQr(qr);
      case Engine.Event.Code code -> nextCode.complete(code);
      case Engine.Event.Linked linked ->
          report(seen -> seen.linked(linked.number(), clock.instant()));
      case Engine.Event.Connected up -> connected(up.number());
      case Engine.Event.Lost lost -> lost(lost);
    }
  }

  private synchronized boolean isCurrent(int mine) {
    return mine == opening && connection != null;
  }

  private void showQr(Engine.Event.Qr qr) {
    changeSession
        .reportQr(
            session.id(), seen -> seen.seen(SessionStatus.AWAITING_SCAN, Optional.empty()), qr)
        .ifPresent(this::keep);
    CompletableFuture<Engine.Event.Qr> waiting;
    synchronized (this) {
      lastQr = qr;
      waiting = nextQr;
      nextQr = new CompletableFuture<>();
    }
    waiting.complete(qr);
  }

  private void connected(PhoneNumber number) {
    report(
        seen ->
            (seen.number().isPresent() ? seen : seen.linked(number, clock.instant()))
                .seen(SessionStatus.CONNECTED, Optional.empty()));
    synchronized (this) {
      losses = 0;
      lastQr = null;
      connected = true;
    }
    listener.connected(session.id(), true);
  }

  private void lost(Engine.Event.Lost lost) {
    close();
    var fault = lost.fault();
    if (fault == Fault.UNLINKED) {
      keyring().clear();
      report(seen -> seen.unlinked(SessionStatus.UNLINKED, Optional.of(fault.code())));
    } else {
      report(seen -> seen.seen(fault.status(), Optional.of(fault.code())));
    }
    if (session.shouldConnect()) {
      openAt(clock.instant().plus(lost.retryAfter().orElseGet(this::backoff)));
    }
  }

  /** Doubles with each loss in a row, and is drawn between half and all of it. */
  private Duration backoff() {
    var longest = FIRST_RECONNECT.multipliedBy(1L << Math.min(losses++, 9));
    var millis = Math.min(longest.toMillis(), LAST_RECONNECT.toMillis());
    return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
  }

  private void report(UnaryOperator<Session> change) {
    changeSession.report(session.id(), change).ifPresent(this::keep);
  }

  private void keep(Session changed) {
    session = changed;
    listener.changed(changed);
  }

  /** What a test connection is linked with: nothing that lasts. */
  private static final class NoKeys implements Keyring {
    private final Map<String, byte[]> entries = new HashMap<>();

    @Override
    public Optional<byte[]> get(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    @Override
    public void put(Map<String, byte[]> more) {
      entries.putAll(more);
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }
}
