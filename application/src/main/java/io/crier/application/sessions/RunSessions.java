package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Runs the sessions that this node owns: takes them over, opens their connections, stores what the
 * engines report, and reopens lost connections.
 */
public final class RunSessions {

  private static final Logger LOG = System.getLogger(RunSessions.class.getName());
  private static final int MOST_TAKEN = 500;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final Membership membership;
  private final OpenConnection openConnection;
  private final ChangeSession changeSession;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final ConnectTurns turns;
  private final Map<SessionId, RunningSession> running = new ConcurrentHashMap<>();
  private volatile Listener listener;
  private volatile Clockwork.Repetition renewal;
  private final AtomicBoolean surveying = new AtomicBoolean();
  private volatile boolean stopped;

  /** How many sessions this node may run, as far as it may choose. */
  private volatile int most = Integer.MAX_VALUE;

  /** Sessions that this node does not run any more, and has not released yet. */
  private final Set<SessionId> leaving = ConcurrentHashMap.newKeySet();

  /**
   * Is notified of changes to the sessions of this node. Implementations are fast and do not throw.
   */
  public interface Listener {

    /** This node now owns these sessions. */
    void taken(List<Sessions.Owned> sessions);

    /** The session's name, pacing or status changed. */
    void changed(Session session);

    /** Whether messages of the session wait to be sent. */
    boolean waits(SessionId session);

    /** Whether messages can be sent now. */
    void connected(SessionId session, boolean connected);

    /** This node does not run the session any more. */
    void gone(SessionId session);

    void receipt(SessionId session, Engine.Event.Receipt receipt);

    /** WhatsApp cannot deliver a message that it had accepted. */
    void bounced(SessionId session, WhatsAppId id, Failure failure, Instant at);

    /**
     * A message arrived, or what people did to one; throws if it could not be stored, and is then
     * called again.
     */
    void arrived(Session session, Engine.Event.Arrival arrival);
  }

  public RunSessions(
      Sessions sessions,
      Membership membership,
      OpenConnection openConnection,
      ChangeSession changeSession,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random,
      ConnectTurns turns) {
    this.sessions = sessions;
    this.membership = membership;
    this.openConnection = openConnection;
    this.changeSession = changeSession;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
    this.turns = turns;
  }

  /** Joins the other nodes and takes over sessions without an owner. */
  public void start(Listener listening) {
    listener = listening;
    membership.join();
    takeOver();
    reconnectOutdated();
    renewal = clockwork.every(Lease.RENEWAL, this::renew);
  }

  /** Closes all connections, and takes over no more sessions. */
  public void disconnect() {
    stopped = true;
    running.values().forEach(RunningSession::end);
  }

  /** Closes all connections and releases the sessions to other nodes at once. */
  public void stop() {
    disconnect();
    if (renewal != null) {
      renewal.cancel();
    }
    if (membership.node() == null) {
      return; // it never joined
    }
    membership.lease().end();
    unitOfWork.run(
        () -> {
          sessions.release(membership.node(), running.keySet());
          membership.leave();
        });
    running.clear();
  }

  private void renew() {
    if (stopped) {
      return;
    }
    try {
      if (membership.renew()) {
        clockwork.run(this::survey);
      } else {
        LOG.log(Level.ERROR, "another server runs under this node's id: this one stops sending");
        renewal.cancel();
        Set.copyOf(running.keySet()).forEach(this::drop);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the lease could not be renewed; trying again", e);
    }
  }

  /** Looks for sessions that were lost or are free; the next renewal does not wait for it. */
  private void survey() {
    if (stopped || !surveying.compareAndSet(false, true)) {
      return;
    }
    try {
      releaseLost();
      takeOver();
      reconnectOutdated();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "no sessions could be taken over; trying again", e);
    } finally {
      surveying.set(false);
    }
  }

  /** Drops sessions that another node took over while this one could not renew its lease. */
  private void releaseLost() {
    var epochs = new HashMap<SessionId, Long>();
    running.forEach((id, it) -> epochs.put(id, it.epoch()));
    unitOfWork
        .execute(() -> sessions.owned(membership.node(), epochs))
        .forEach(
            (id, ours) -> {
              if (!ours) {
                drop(id);
              }
            });
  }

  /** Takes over sessions without a living owner, and opens those that should be connected. */
  public void takeOver() {
    List<Sessions.Owned> taken;
    do {
      var room = Math.min(MOST_TAKEN, most - running.size());
      if (room <= 0 || stopped) {
        return;
      }
      taken = unitOfWork.execute(() -> sessions.take(membership.node(), room));
      taken.forEach(owned -> running.put(owned.session().id(), run(owned)));
      if (!taken.isEmpty()) {
        begin(taken);
      }
    } while (taken.size() == MOST_TAKEN);
  }

  /**
   * Reconnects sessions that WhatsApp has refused as outdated once there is another version, and
   * looks for one for one of them.
   */
  private void reconnectOutdated() {
    var outdated = running.values().stream().filter(it -> it.session().isOutdated()).toList();
    if (!outdated.isEmpty()) {
      outdated.forEach(it -> it.retryIfSuperseded(() -> turn(it)));
      openConnection.lookForVersion(outdated.get(random.nextInt(outdated.size())).session());
    }
  }

  /** Retries until the database answers, since no other node would open them. */
  private void begin(List<Sessions.Owned> taken) {
    try {
      listener.taken(taken);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "sessions that were taken could not be begun; trying again", e);
      clockwork.after(RETRY, () -> begin(taken));
      return;
    }
    for (var owned : taken) {
      var it = running.get(owned.session().id());
      if (it != null && it.session().shouldConnect()) {
        // Somebody waits for the QR code of a new session.
        it.openAt(owned.isFirst() ? clockwork.now() : turn(it));
      }
    }
  }

  private Instant turn(RunningSession session) {
    return turns.next(session.session().engine().name(), clockwork.now());
  }

  private RunningSession run(Sessions.Owned owned) {
    return new RunningSession(
        owned, openConnection, changeSession, listener, membership.lease(), clockwork, random);
  }

  /** The session as this node last read it, if it runs it. */
  public Optional<Session> known(SessionId id) {
    return Optional.ofNullable(running.get(id)).map(RunningSession::session);
  }

  /** How many sessions this node runs. */
  public int running() {
    return running.size();
  }

  /** How many of them are connected. */
  public long connected() {
    return running.values().stream().filter(it -> it.connection().isPresent()).count();
  }

  public boolean isConnected(SessionId id) {
    return connection(id).isPresent();
  }

  /**
   * Refuses what only the node that runs the session can do, unless that is this one.
   *
   * @throws RunElsewhere if another node runs it
   */
  public void requireHere(SessionId id) {
    if (!running.containsKey(id)) {
      membership.requireNoOwnerElsewhere(id);
    }
  }

  /** The session's connection, while messages can be sent over it. */
  public Optional<Engine.Connection> connection(SessionId id) {
    return Optional.ofNullable(running.get(id)).flatMap(RunningSession::connection);
  }

  /**
   * The state of a session's connection.
   *
   * @param connectedAt if it is connected
   * @param qrExpiresAt if there is a QR code to scan
   * @param reconnects how often it was lost since it was last stable, unless it is connected
   */
  public record ConnectionState(
      Optional<Instant> connectedAt, Optional<Instant> qrExpiresAt, int reconnects) {

    static final ConnectionState NONE = new ConnectionState(Optional.empty(), Optional.empty(), 0);
  }

  /** The state of the session's connection, as far as this node runs it. */
  ConnectionState state(SessionId id) {
    return Optional.ofNullable(running.get(id))
        .map(RunningSession::state)
        .orElse(ConnectionState.NONE);
  }

  /** The connection for what test keys send: always to the simulator. */
  public Optional<Engine.Connection> testConnection(SessionId id) {
    return Optional.ofNullable(running.get(id)).map(RunningSession::testConnection);
  }

  public Engine engine(EngineName name) {
    return openConnection.engine(name);
  }

  /** Applies a changed session: opens or closes its connection accordingly. */
  public void apply(Session session) {
    var it = running.get(session.id());
    if (it != null) {
      it.apply(session);
    }
  }

  /** Limits how many sessions this node takes; those that it runs stay. */
  public void limit(int sessions) {
    most = sessions;
  }

  /** The sessions that this node runs. */
  public Set<SessionId> ids() {
    return Set.copyOf(running.keySet());
  }

  /**
   * Closes the connections of these sessions, of which nothing is being sent, and lets other nodes
   * take them over; call it again if it fails.
   */
  public void handOver(Collection<SessionId> ids) {
    leaving.addAll(ids);
    ids.forEach(this::drop);
    if (!leaving.isEmpty()) {
      var released = Set.copyOf(leaving);
      unitOfWork.run(() -> sessions.release(membership.node(), released));
      leaving.removeAll(released);
    }
  }

  /** Drops a deleted session. */
  public void drop(SessionId id) {
    var it = running.remove(id);
    if (it != null) {
      it.end();
      listener.gone(id);
    }
  }

  /**
   * Logs the device out, for which it connects if need be; completes with whether the device is not
   * among those of the phone any more.
   */
  CompletableFuture<Boolean> unlink(Session session) {
    var it = running.get(session.id());
    return it == null
        ? CompletableFuture.completedFuture(!openConnection.isDevice(session))
        : it.unlink();
  }

  /** The QR code, once there is one. */
  CompletableFuture<Engine.Event.Qr> qr(SessionId id) {
    var it = running.get(id);
    return it == null ? CompletableFuture.failedFuture(new Refused(QR_NOT_READY)) : it.qr();
  }

  /** The pairing code, once there is one. */
  CompletableFuture<Engine.Event.Code> code(SessionId id, PhoneNumber number) {
    var it = running.get(id);
    return it == null ? CompletableFuture.failedFuture(new Refused(QR_NOT_READY)) : it.code(number);
  }
}
