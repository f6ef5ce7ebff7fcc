package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.Batcher;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Runs the sessions that this node owns: takes them over, opens their connections, keeps what the
 * engines report, and opens again what was lost.
 */
public final class RunSessions {

  private static final Logger LOG = System.getLogger(RunSessions.class.getName());
  private static final int MOST_TAKEN = 500;
  private static final int MOST_EVENTS = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration FIRST_RECONNECT = Duration.ofSeconds(1);
  private static final Duration LAST_RECONNECT = Duration.ofMinutes(5);

  private final Sessions sessions;
  private final Nodes nodes;
  private final Engines engines;
  private final Keyrings keyrings;
  private final ChangeSession changeSession;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Settings settings;
  private final Map<SessionId, Running> running = new ConcurrentHashMap<>();
  private volatile Listener listener;
  private volatile boolean stopped;

  /**
   * How this node runs sessions.
   *
   * @param nodeId the same after each restart of this node
   * @param connectsPerSecond after a restart or take-over
   */
  public record Settings(String nodeId, int connectsPerSecond) {}

  /** Wants to know what becomes of the sessions of this node. Calls are quick and do not throw. */
  public interface Listener {

    /** This node owns these sessions from now on. */
    void taken(List<Sessions.Owned> sessions);

    /** The session's name, pacing or standing changed. */
    void changed(Session session);

    /** Whether messages can be sent now. */
    void connected(SessionId session, boolean connected);

    /** This node does not run the session any more. */
    void gone(SessionId session);

    void receipt(SessionId session, WhatsAppId id, MessageStatus reached, Instant at);

    /** Somebody wrote; throws if it could not be kept, and is told again. */
    void received(Session session, Engine.Event.Received received);
  }

  public RunSessions(
      Sessions sessions,
      Nodes nodes,
      Engines engines,
      Keyrings keyrings,
      ChangeSession changeSession,
      UnitOfWork unitOfWork,
      Lease lease,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock,
      RandomGenerator random,
      Settings settings) {
    this.sessions = sessions;
    this.nodes = nodes;
    this.engines = engines;
    this.keyrings = keyrings;
    this.changeSession = changeSession;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.settings = settings;
  }

  /** Joins the other nodes and takes over whatever nobody runs. */
  public void start(Listener listening) {
    listener = listening;
    var asked = lease.now();
    lease.begin(unitOfWork.execute(() -> nodes.join(settings.nodeId(), Lease.TERM)), asked);
    takeOver();
    wheel.schedule(clock.instant().plus(Lease.RENEWAL), this::renewLater);
  }

  /** Closes all connections and lets other nodes have the sessions at once. */
  public void stop() {
    stopped = true;
    running.values().forEach(Running::close);
    lease.end();
    unitOfWork.run(
        () -> {
          sessions.release(lease.node(), running.keySet());
          nodes.leave(lease.node());
        });
    running.clear();
  }

  private void renewLater() {
    executor.execute(this::renew);
  }

  private void renew() {
    if (stopped) {
      return;
    }
    try {
      var asked = lease.now();
      if (unitOfWork.execute(() -> nodes.renew(lease.node(), Lease.TERM))) {
        lease.renewed(asked);
        letGo();
        takeOver();
      } else {
        LOG.log(Level.ERROR, "another server runs under this node''s id: this one stops sending");
        lease.end();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the lease could not be renewed; trying again", e);
    }
    wheel.schedule(clock.instant().plus(Lease.RENEWAL), this::renewLater);
  }

  /** Drops sessions that another node took while this one could not renew its lease. */
  private void letGo() {
    var epochs = new HashMap<SessionId, Long>();
    running.forEach((id, it) -> epochs.put(id, it.epoch));
    unitOfWork
        .execute(() -> sessions.owned(lease.node(), epochs))
        .forEach(
            (id, ours) -> {
              if (!ours) {
                drop(id);
              }
            });
  }

  /** Takes sessions that have no living owner, and opens those that should be connected. */
  void takeOver() {
    List<Sessions.Owned> taken;
    do {
      taken = unitOfWork.execute(() -> sessions.take(lease.node(), MOST_TAKEN));
      taken.forEach(owned -> running.put(owned.session().id(), new Running(owned)));
      if (!taken.isEmpty()) {
        listener.taken(taken);
        openRamped(taken);
      }
    } while (taken.size() == MOST_TAKEN);
  }

  private void openRamped(List<Sessions.Owned> taken) {
    var now = clock.instant();
    var opened = 0;
    for (var owned : taken) {
      if (owned.session().shouldConnect()) {
        var pause = Duration.ofSeconds(opened).dividedBy(settings.connectsPerSecond());
        openAfter(running.get(owned.session().id()), now.plus(pause));
        opened++;
      }
    }
  }

  private void openAfter(Running it, Instant when) {
    if (!when.isAfter(clock.instant())) {
      executor.execute(it::open);
    } else {
      wheel.schedule(when, () -> executor.execute(it::open));
    }
  }

  /** The session as this node last saw it, if it runs it. */
  public Optional<Session> known(SessionId id) {
    return Optional.ofNullable(running.get(id)).map(it -> it.session);
  }

  public boolean isConnected(SessionId id) {
    return connection(id).isPresent();
  }

  /** The session's connection, while messages can be sent over it. */
  public Optional<Engine.Connection> connection(SessionId id) {
    return Optional.ofNullable(running.get(id)).filter(it -> it.connected).map(it -> it.connection);
  }

  /** The connection for what test keys send: always to the simulator. */
  public Optional<Engine.Connection> testConnection(SessionId id) {
    return Optional.ofNullable(running.get(id)).map(Running::testConnection);
  }

  public Engine engine(EngineName name) {
    return engines.get(name);
  }

  /** Somebody has changed the session: opens or closes its connection accordingly. */
  void apply(Session session) {
    var it = running.get(session.id());
    if (it == null) {
      return;
    }
    it.session = session;
    listener.changed(session);
    if (session.shouldConnect()) {
      executor.execute(it::open);
    } else {
      it.close();
    }
  }

  /** The session was removed. */
  public void drop(SessionId id) {
    var it = running.remove(id);
    if (it != null) {
      it.close();
      listener.gone(id);
    }
  }

  /** Logs the device out, as far as this node has a connection to do it with. */
  void unlink(SessionId id) {
    var it = running.get(id);
    if (it != null) {
      it.unlink();
    }
  }

  /** The code to scan, as soon as there is one. */
  CompletableFuture<Engine.Event.Qr> qr(SessionId id) {
    var it = running.get(id);
    return it == null ? CompletableFuture.failedFuture(new Refused(QR_NOT_READY)) : it.qr();
  }

  /** The code to type, as soon as there is one. */
  CompletableFuture<Engine.Event.Code> code(SessionId id, PhoneNumber number) {
    var it = running.get(id);
    return it == null ? CompletableFuture.failedFuture(new Refused(QR_NOT_READY)) : it.code(number);
  }

  /** A session of this node, and its connection if there is one. */
  private final class Running {

    private final long epoch;
    private final Batcher<Runnable> reports;
    private volatile Session session;
    private volatile Engine.Connection connection;
    private volatile boolean connected;
    private Engine.Connection testing;
    private int losses;
    private int opening;
    private Engine.Event.Qr lastQr;
    private CompletableFuture<Engine.Event.Qr> nextQr = new CompletableFuture<>();
    private CompletableFuture<Engine.Event.Code> nextCode = new CompletableFuture<>();

    Running(Sessions.Owned owned) {
      session = owned.session();
      epoch = owned.epoch();
      reports = new Batcher<>(executor, 1, MOST_EVENTS, batch -> batch.forEach(Runnable::run));
    }

    private Keyring keyring() {
      return keyrings.of(session.id(), lease.node());
    }

    void open() {
      var before = session;
      if (before.status() != SessionStatus.CONNECTED || connection == null) {
        report(
            seen ->
                seen.shouldConnect()
                    ? seen.seen(SessionStatus.CONNECTING, seen.lastError())
                    : seen);
      }
      synchronized (this) {
        if (connection != null || stopped || !session.shouldConnect()) {
          return;
        }
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
        openAfter(this, clock.instant().plus(lost.retryAfter().orElseGet(this::backoff)));
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
