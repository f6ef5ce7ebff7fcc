package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.INVALID_SESSION_NAME;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One WhatsApp account, connected by one engine. */
public record Session(
    SessionId id,
    AccountId account,
    String name,
    EngineChoice engine,
    Sending sending,
    Connectivity connectivity,
    Link link,
    Instant createdAt) {

  public static final TextRule NAME = TextRule.line(100);

  /** The last error of a session that is logged out, while the phone still lists its device. */
  public static final String DEVICE_REMAINS = "device_remains";

  /** The setting, of any engine, that decides what remains of a message deleted for everyone. */
  public static final String REVOKED = "revoked";

  /** The setting, of any engine, that decides whether messages of groups are received. */
  public static final String GROUPS = "groups";

  /** The setting, of any engine with calls, that decides whether they ring or are rejected. */
  public static final String CALLS = "calls";

  /** The setting with what those are told whose calls are rejected. */
  public static final String CALLS_MESSAGE = "callsMessage";

  /** The setting, of any engine with presence, that decides whether that of others is received. */
  public static final String PRESENCE = "presence";

  /** The setting, of any engine with history, that decides how much of it is taken in. */
  public static final String HISTORY = "history";

  /** The setting, of any engine that receives stories, that decides whether they are kept. */
  public static final String STORIES = "stories";

  /** The setting, of any engine that receives channels, that decides whether posts are kept. */
  public static final String CHANNELS = "channels";

  /** What settings of any engine can be; the first if it is not set. */
  public static final Map<String, List<String>> CHOICES =
      Map.of(
          REVOKED, List.of("keep", "blank"),
          GROUPS, List.of("receive", "ignore"),
          CALLS, List.of("ring", "reject"),
          PRESENCE, List.of("ignore", "receive"),
          HISTORY, List.of("none", "recent", "full"),
          STORIES, List.of("ignore", "receive"),
          CHANNELS, List.of("ignore", "receive"));

  /**
   * The engine that runs a session.
   *
   * @param settings specific to the engine
   */
  public record EngineChoice(EngineName name, Map<String, String> settings) {
    public EngineChoice {
      settings = Map.copyOf(settings);
      if (settings.size() > 20
          || settings.entrySet().stream()
              .anyMatch(
                  it ->
                      TextRule.length(it.getKey()) > 64
                          || TextRule.length(it.getValue()) > 1_000)) {
        throw new Refused(INVALID_SETTINGS);
      }
    }
  }

  /**
   * How a session sends queued messages.
   *
   * @param paused whether its queue waits, regardless of the connection
   */
  public record Sending(Pacing pacing, boolean paused) {}

  /**
   * Whether a session should be connected, and whether it is.
   *
   * @param disabled whether the operator has disabled it
   * @param lastError why it is not connected, if it should be
   * @param clientVersion the version of WhatsApp's client that it last reported, if its engine
   *     reports one
   */
  public record Connectivity(
      DesiredState desired,
      boolean disabled,
      SessionStatus status,
      Optional<String> lastError,
      Optional<ClientVersion> clientVersion) {

    /**
     * Whether it should be connected: started, not disabled, and not waiting for a person to act.
     */
    boolean shouldConnect() {
      return desired == DesiredState.ON && !disabled && !status.needsSomebody();
    }

    /** Whether it should be connected, but is not, and does not only begin to be. */
    private boolean isUnhealthy() {
      return desired == DesiredState.ON && !disabled && status.isUnhealthy();
    }

    /** Whether it should be connected, but WhatsApp requires another version of its client. */
    private boolean isOutdated() {
      return desired == DesiredState.ON && !disabled && status == SessionStatus.OUTDATED;
    }

    private Connectivity start() {
      return new Connectivity(
          DesiredState.ON,
          disabled,
          status == SessionStatus.OFF || status.needsSomebody() ? SessionStatus.CONNECTING : status,
          status.needsSomebody() ? Optional.empty() : lastError,
          clientVersion);
    }

    private Connectivity stop() {
      return new Connectivity(
          DesiredState.OFF, disabled, SessionStatus.OFF, Optional.empty(), clientVersion);
    }

    private Connectivity seen(SessionStatus now, Optional<String> reason) {
      return new Connectivity(desired, disabled, now, reason, clientVersion);
    }

    private Connectivity using(ClientVersion version) {
      return new Connectivity(desired, disabled, status, lastError, Optional.of(version));
    }

    private Connectivity disabled(boolean now) {
      return new Connectivity(
          desired, now, now ? SessionStatus.OFF : status, lastError, clientVersion);
    }
  }

  /**
   * The phone that a session is linked to.
   *
   * @param restrictedUntil end of WhatsApp's reach-out time-lock, if one is active
   * @param former the number before, for which the messages were accepted that wait until somebody
   *     decides about them; of an unlinked session, the last one
   */
  public record Link(
      Optional<PhoneNumber> number,
      Optional<Instant> linkedAt,
      Optional<Instant> restrictedUntil,
      Optional<PhoneNumber> former) {

    public static final Link NONE =
        new Link(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The number that waiting messages were accepted for. */
    private Optional<PhoneNumber> ofQueue() {
      return former.or(() -> number);
    }
  }

  /** A new session, already started, so that it can be linked at once. */
  public static Session create(
      AccountId account,
      String name,
      EngineName engine,
      Map<String, String> settings,
      Pacing pacing,
      Instant now) {
    return new Session(
        SessionId.next(now),
        account,
        NAME.require("name", name, INVALID_SESSION_NAME),
        new EngineChoice(engine, settings),
        new Sending(pacing, false),
        new Connectivity(
            DesiredState.ON, false, SessionStatus.CONNECTING, Optional.empty(), Optional.empty()),
        Link.NONE,
        now);
  }

  public Pacing pacing() {
    return sending.pacing();
  }

  public SessionStatus status() {
    return connectivity.status();
  }

  public Optional<PhoneNumber> number() {
    return link.number();
  }

  /** Whether what a message said is forgotten once it is deleted for everyone. */
  public boolean blanksRevoked() {
    return "blank".equals(engine.settings().get(REVOKED));
  }

  /** Whether messages of groups, and what happens to groups, are left out. */
  public boolean ignoresGroups() {
    return "ignore".equals(engine.settings().get(GROUPS));
  }

  /** Whether it is told who is typing or online. */
  public boolean receivesPresence() {
    return "receive".equals(engine.settings().get(PRESENCE));
  }

  /** Whether it keeps what people show to all whom they know. */
  public boolean receivesStories() {
    return "receive".equals(engine.settings().get(STORIES));
  }

  /** Whether it keeps what is posted in the channels that its account follows. */
  public boolean receivesChannels() {
    return "receive".equals(engine.settings().get(CHANNELS));
  }

  /** Whether it keeps what was written before it was linked. */
  public boolean takesHistory() {
    return !"none".equals(engine.settings().getOrDefault(HISTORY, "none"));
  }

  /** Whether the calls of people are rejected by themselves. */
  public boolean rejectsCalls() {
    return "reject".equals(engine.settings().get(CALLS));
  }

  /** What those are told whose calls are rejected, if anything. */
  public Optional<String> callsMessage() {
    return Optional.ofNullable(engine.settings().get(CALLS_MESSAGE));
  }

  /**
   * Whether the session should be connected: started, not disabled, and not waiting for a person to
   * act.
   */
  public boolean shouldConnect() {
    return connectivity.shouldConnect();
  }

  public Session start() {
    if (connectivity.disabled()) {
      throw new Refused(SessionProblem.SESSION_DISABLED);
    }
    return with(connectivity.start());
  }

  public Session stop() {
    return with(connectivity.stop());
  }

  /** The status of the connection has changed, with a reason if it failed. */
  public Session seen(SessionStatus now, Optional<String> reason) {
    return with(connectivity.seen(now, reason));
  }

  /** Its connection reports this version of WhatsApp's client, if any. */
  public Session using(Optional<ClientVersion> version) {
    return version.map(it -> with(connectivity.using(it))).orElse(this);
  }

  /** Whether it should be connected, but has lost its connection or waits for a person to act. */
  public boolean isUnhealthy() {
    return connectivity.isUnhealthy();
  }

  /** Whether it should be connected, but WhatsApp requires another version of its client. */
  public boolean isOutdated() {
    return connectivity.isOutdated();
  }

  /** Whether it is outdated, and would connect with another version now. */
  public boolean isOutdatedUntil(Optional<ClientVersion> now) {
    return isOutdated() && now.isPresent() && !now.equals(connectivity.clientVersion());
  }

  /** The phone with this number has linked the session, in which no messages wait. */
  public Session linked(PhoneNumber by, Instant at) {
    return linked(by, at, false);
  }

  /**
   * The phone with this number has linked the session.
   *
   * @param waiting whether messages wait to be sent: if they were accepted for another number,
   *     somebody has to decide about them
   */
  public Session linked(PhoneNumber by, Instant at, boolean waiting) {
    var former = link.ofQueue().filter(number -> waiting && !number.equals(by));
    return with(connectivity.seen(status(), Optional.empty()))
        .with(new Link(Optional.of(by), Optional.of(at), link.restrictedUntil(), former));
  }

  /** Whether messages wait that were accepted for another number. */
  public boolean awaitsDecision() {
    return link.number().isPresent() && link.former().isPresent();
  }

  /** Somebody has decided about the messages that were accepted for another number. */
  public Session decided() {
    return awaitsDecision()
        ? with(new Link(link.number(), link.linkedAt(), link.restrictedUntil(), Optional.empty()))
        : this;
  }

  /** Why it is not connected, or does not send although it is. */
  public Optional<String> lastError() {
    return connectivity
        .lastError()
        .or(
            () ->
                Optional.of(SessionProblem.QUEUE_OF_OTHER_NUMBER.code())
                    .filter(it -> awaitsDecision()));
  }

  /** The session was unlinked, by either side. */
  public Session unlinked(SessionStatus now, Optional<String> reason) {
    return seen(now, reason)
        .with(new Link(Optional.empty(), Optional.empty(), Optional.empty(), link.ofQueue()));
  }

  /**
   * The session was logged out by its account, and is off.
   *
   * @param confirmed whether the phone does not list the device any more
   */
  public Session loggedOut(boolean confirmed) {
    var known = connectivity.lastError().filter(DEVICE_REMAINS::equals);
    var reason = confirmed ? known : Optional.of(DEVICE_REMAINS);
    return stop().unlinked(SessionStatus.UNLINKED, reason);
  }

  public Session restricted(Instant until) {
    return with(new Link(link.number(), link.linkedAt(), Optional.of(until), link.former()));
  }

  public Session renamed(String other) {
    var valid = NAME.require("name", other, INVALID_SESSION_NAME);
    return new Session(id, account, valid, engine, sending, connectivity, link, createdAt);
  }

  public Session paced(Pacing other) {
    return with(new Sending(other, sending.paused()));
  }

  public Session set(Map<String, String> settings) {
    var other = new EngineChoice(engine.name(), settings);
    return new Session(id, account, name, other, sending, connectivity, link, createdAt);
  }

  public Session paused(boolean now) {
    return with(new Sending(pacing(), now));
  }

  public Session disabled(boolean now) {
    return with(connectivity.disabled(now));
  }

  private Session with(Sending other) {
    return new Session(id, account, name, engine, other, connectivity, link, createdAt);
  }

  private Session with(Connectivity other) {
    return new Session(id, account, name, engine, sending, other, link, createdAt);
  }

  private Session with(Link other) {
    return new Session(id, account, name, engine, sending, connectivity, other, createdAt);
  }
}
