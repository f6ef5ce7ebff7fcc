package io.crier.application.sessions;

import static io.crier.domain.sessions.Fault.OUTDATED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;
import static io.crier.domain.sessions.SessionStatus.DISCONNECTED;

import io.crier.application.Clockwork;
import io.crier.domain.Refused;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A session of this node, and its connection if there is one. */
final class RunningSession {

  private static final Logger LOG = System.getLogger(RunningSession.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOG_OUT_TIMEOUT = Duration.ofSeconds(15);

  private final long epoch;
  private final OpenConnection openConnection;
  private final ChangeSession changeSession;
  private final RunSessions.Listener listener;
  private final Lease lease;
  private final Clockwork clockwork;
  private final Backoff backoff;
  private final OrderedWork reports;
  private final LinkingCodes codes = new LinkingCodes();

  private volatile Session session;
  private volatile Engine.Connection connection;
  private volatile boolean connected;
  private volatile boolean ended;
  private Engine.Connection testing;
  private volatile LogOut logOut;
  private Instant connectedAt = Instant.MIN;
  private int opening;

  /** The version of WhatsApp's client that the connection reports. */
  private volatile Optional<ClientVersion> version = Optional.empty();

  private volatile boolean retrying;

  RunningSession(
      Sessions.Owned owned,
      OpenConnection openConnection,
      ChangeSession changeSession,
      RunSessions.Listener listener,
      Lease lease,
      Clockwork clockwork,
      RandomGenerator random) {
    this.session = owned.session();
    this.epoch = owned.epoch();
    this.openConnection = openConnection;
    this.changeSession = changeSession;
    this.listener = listener;
    this.lease = lease;
    this.clockwork = clockwork;
    this.backoff = new Backoff(random);
    this.reports = new OrderedWork(session.id(), clockwork);
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

  /** Applies a changed session: opens or closes its connection accordingly. */
  void apply(Session changed) {
    keep(changed);
    if (!changed.shouldConnect() && logOut == null) {
      close();
    }
    reports.offer(this::follow);
  }

  /** Concurrent changes are possible, so the state in the database decides. */
  private void follow() {
    report(UnaryOperator.identity());
    if (session.shouldConnect()) {
      open();
    } else if (logOut == null) {
      close();
    }
  }

  void openAt(Instant when) {
    if (when.isAfter(clockwork.now())) {
      clockwork.signalAt(when, () -> reports.offer(this::open));
    } else {
      reports.offer(this::open);
    }
  }

  /** Closes everything permanently. */
  void end() {
    ended = true;
    reports.end();
    close();
    var unfinished = logOut;
    if (unfinished != null) {
      unfinished.result().complete(false);
    }
  }

  private void open() {
    if (connection != null || ended) {
      return;
    }
    if (!lease.isValid()) {
      openAt(clockwork.now().plus(RETRY));
      return;
    }
    report(seen -> seeing(seen, SessionStatus.CONNECTING, seen.connectivity().lastError()));
    try {
      connect();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "session " + session.id().value() + " could not be opened", e);
      var reason = Optional.of(Fault.ENGINE_FAILED.code());
      report(seen -> seeing(seen, DISCONNECTED, reason));
      openAt(clockwork.now().plus(backoff.next()));
    }
  }

  private synchronized void connect() {
    if (connection != null || ended || !session.shouldConnect()) {
      return;
    }
    var mine = ++opening;
    version = openConnection.clientVersion(session);
    connection = openConnection.open(session, event -> enqueue(mine, event));
  }

  /** Reports of a connection are ignored once the session should be off. */
  private static Session seeing(Session session, SessionStatus now, Optional<String> reason) {
    return session.shouldConnect() ? session.seen(now, reason) : session;
  }

  synchronized void close() {
    opening++;
    connected = false;
    codes.hideQr();
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

  /**
   * Logs the device out and forgets its keys. If it is not connected, it connects for that, for a
   * limited time. Completes with whether the device is not among those of the phone any more.
   */
  synchronized CompletableFuture<Boolean> unlink() {
    if (logOut != null) {
      return logOut.result();
    }
    if (connected || !openConnection.isDevice(session)) {
      return CompletableFuture.completedFuture(forget());
    }
    var begun = new LogOut();
    logOut = begun;
    clockwork.after(LOG_OUT_TIMEOUT, () -> reports.offer(() -> finish(begun, false)));
    reports.offer(() -> connect(begun));
    return begun.result();
  }

  /** Whether the device is not among those of the phone any more. */
  private synchronized boolean forget() {
    var loggedOut = connection == null || connection.unlink();
    close();
    openConnection.forgetKeys(session.id());
    return loggedOut;
  }

  private synchronized void connect(LogOut begun) {
    if (connection != null || logOut != begun) {
      return;
    }
    try {
      var mine = ++opening;
      connection = openConnection.open(session, event -> enqueue(mine, event));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "session " + session.id().value() + " could not be logged out", e);
      finish(begun, false);
    }
  }

  private void finish(LogOut begun, boolean mayLogOut) {
    boolean loggedOut;
    synchronized (this) {
      if (logOut != begun) {
        return;
      }
      loggedOut = forget();
      logOut = null;
    }
    begun.result().complete(mayLogOut && loggedOut);
  }

  synchronized Engine.Connection testConnection() {
    if (testing == null) {
      testing = openConnection.openTest(session, event -> enqueue(0, event));
    }
    return testing;
  }

  CompletableFuture<Engine.Event.Qr> qr() {
    return codes.qr(clockwork.now());
  }

  /** The state of the connection at this time. */
  synchronized RunSessions.ConnectionState state() {
    return new RunSessions.ConnectionState(
        connected ? Optional.of(connectedAt) : Optional.empty(),
        codes.expiry(clockwork.now()),
        connected ? 0 : backoff.losses());
  }

  synchronized CompletableFuture<Engine.Event.Code> code(PhoneNumber number) {
    if (connection == null) {
      return CompletableFuture.failedFuture(new Refused(QR_NOT_READY));
    }
    var requested = codes.requested();
    connection.requestCode(number);
    return requested;
  }

  /** Queues an event of the {@code mine}-th connection; 0 is the test connection. */
  private void enqueue(int mine, Engine.Event event) {
    reports.offer(() -> handle(mine, event));
  }

  /** A message that cannot be stored must not block other events. */
  private void receive(Engine.Event.Arrival arrival) {
    try {
      listener.arrived(session, arrival);
      arrival.kept().run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a message to session " + session.id().value() + " waits", e);
      clockwork.signalAfter(RETRY, () -> reports.offer(() -> receive(arrival)));
    }
  }

  private void handle(int mine, Engine.Event event) {
    switch (event) {
      case Engine.Event.Receipt receipt -> listener.receipt(session.id(), receipt);
      case Engine.Event.Bounced bounced ->
          listener.bounced(session.id(), bounced.id(), bounced.failure(), bounced.at());
      case Engine.Event.Arrival arrival -> receive(arrival);
      case Engine.Event.OfConnection news -> {
        // Reports of an abandoned connection are ignored.
        if (isCurrent(mine)) {
          handle(news);
        }
      }
    }
  }

  private void handle(Engine.Event.OfConnection news) {
    var begun = logOut;
    if (begun != null) {
      LogOut.end(news).ifPresent(loggedOut -> finish(begun, loggedOut));
      return;
    }
    switch (news) {
      case Engine.Event.Qr qr -> showQr(qr);
      case Engine.Event.Code code -> codes.show(code);
      case Engine.Event.CodeRefused refused -> codes.refused();
      case Engine.Event.Linked linked -> {
        var waiting = listener.waits(session.id());
        report(seen -> seen.linked(linked.number(), clockwork.now(), waiting));
      }
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
            session.id(), seen -> seeing(seen, SessionStatus.AWAITING_SCAN, Optional.empty()), qr)
        .ifPresent(this::keep);
    codes.show(qr);
  }

  private void connected(PhoneNumber number) {
    var waiting = !session.number().equals(Optional.of(number)) && listener.waits(session.id());
    report(
        seen ->
            seeing(
                    seen.number().equals(Optional.of(number))
                        ? seen
                        : seen.linked(number, clockwork.now(), waiting),
                    SessionStatus.CONNECTED,
                    Optional.empty())
                .using(version));
    synchronized (this) {
      if (connection == null || !session.shouldConnect()) {
        return;
      }
      connectedAt = clockwork.now();
      codes.hideQr();
      connected = true;
    }
    listener.connected(session.id(), true);
  }

  private void lost(Engine.Event.Lost lost) {
    disconnected();
    var fault = lost.fault();
    var reason = Optional.of(fault.code());
    var superseded = fault == OUTDATED && !openConnection.clientVersion(session).equals(version);
    var status = superseded ? DISCONNECTED : fault.status();
    if (fault == Fault.UNLINKED) {
      openConnection.forgetKeys(session.id());
      report(
          seen ->
              seen.unlinked(seen.shouldConnect() ? SessionStatus.UNLINKED : seen.status(), reason));
    } else {
      report(seen -> seeing(seen, status, reason).using(version));
    }
    close();
    if (session.shouldConnect()) {
      openAt(clockwork.now().plus(lost.retryAfter().orElseGet(backoff::next)));
    }
  }

  /**
   * If WhatsApp has refused another version than there is now, connects again in its turn.
   *
   * @param turn gives it one
   */
  void retryIfSuperseded(Supplier<Instant> turn) {
    if (!retrying && isSuperseded(session)) {
      retrying = true;
      clockwork.signalAt(turn.get(), () -> reports.offer(this::retry));
    }
  }

  private void retry() {
    retrying = false;
    report(seen -> isSuperseded(seen) ? seen.seen(DISCONNECTED, seen.lastError()) : seen);
    if (session.shouldConnect()) {
      open();
    }
  }

  private boolean isSuperseded(Session seen) {
    return seen.isOutdatedUntil(openConnection.clientVersion(seen));
  }

  /** Prevents sending over the connection, even before its loss is recorded. */
  private synchronized void disconnected() {
    if (connected) {
      backoff.lost(Duration.between(connectedAt, clockwork.now()));
    }
    connected = false;
    listener.connected(session.id(), false);
  }

  private void report(UnaryOperator<Session> change) {
    changeSession.report(session.id(), change).ifPresent(this::keep);
  }

  private void keep(Session changed) {
    session = changed;
    listener.changed(changed);
  }
}
