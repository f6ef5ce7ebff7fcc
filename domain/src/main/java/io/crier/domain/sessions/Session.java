package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.INVALID_SESSION_NAME;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One WhatsApp identity, run by one engine.
 *
 * @param settings the engine's own settings
 * @param number known once the session is linked
 * @param paused whether its queue waits, whatever the connection does
 * @param disabled whether the operator has shut it
 * @param lastError why it is not connected, if it should be
 * @param restrictedUntil end of WhatsApp's reach-out time-lock, if one is on
 */
public record Session(
    SessionId id,
    AccountId account,
    String name,
    EngineName engine,
    Map<String, String> settings,
    Pacing pacing,
    Wanted wanted,
    SessionStatus status,
    Optional<PhoneNumber> number,
    boolean paused,
    boolean disabled,
    Optional<String> lastError,
    Optional<Instant> restrictedUntil,
    Optional<Instant> linkedAt,
    Instant createdAt) {

  public Session {
    if (name == null || name.isBlank() || name.length() > 100) {
      throw new Refused(INVALID_SESSION_NAME);
    }
    settings = Map.copyOf(settings);
    if (settings.size() > 20
        || settings.entrySet().stream()
            .anyMatch(entry -> entry.getKey().length() > 64 || entry.getValue().length() > 1_000)) {
      throw new Refused(INVALID_SETTINGS);
    }
  }

  /** A new session, wanted on, so that it can be linked at once. */
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
        name,
        engine,
        settings,
        pacing,
        Wanted.ON,
        SessionStatus.CONNECTING,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now);
  }

  /** Whether the session should be connected: wanted, not disabled, and nobody has to act first. */
  public boolean shouldConnect() {
    return wanted == Wanted.ON && !disabled && !status.needsSomebody();
  }

  public Session start() {
    if (disabled) {
      throw new Refused(SessionProblem.SESSION_DISABLED);
    }
    return with(
        Wanted.ON,
        status == SessionStatus.OFF || status.needsSomebody() ? SessionStatus.CONNECTING : status,
        status.needsSomebody() ? Optional.empty() : lastError);
  }

  public Session stop() {
    return with(Wanted.OFF, SessionStatus.OFF, Optional.empty());
  }

  /** The session is seen in another state, for a reason if it is a bad one. */
  public Session seen(SessionStatus now, Optional<String> reason) {
    return with(wanted, now, reason);
  }

  /** The phone with this number has linked the session. */
  public Session linked(PhoneNumber by, Instant at) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wanted,
        status,
        Optional.of(by),
        paused,
        disabled,
        Optional.empty(),
        restrictedUntil,
        Optional.of(at),
        createdAt);
  }

  /** The session was unlinked, by either side. */
  public Session unlinked(SessionStatus now, Optional<String> reason) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wanted,
        now,
        Optional.empty(),
        paused,
        disabled,
        reason,
        Optional.empty(),
        Optional.empty(),
        createdAt);
  }

  public Session restricted(Instant until) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wanted,
        status,
        number,
        paused,
        disabled,
        lastError,
        Optional.of(until),
        linkedAt,
        createdAt);
  }

  public Session renamed(String other) {
    return new Session(
        id,
        account,
        other,
        engine,
        settings,
        pacing,
        wanted,
        status,
        number,
        paused,
        disabled,
        lastError,
        restrictedUntil,
        linkedAt,
        createdAt);
  }

  public Session paced(Pacing other) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        other,
        wanted,
        status,
        number,
        paused,
        disabled,
        lastError,
        restrictedUntil,
        linkedAt,
        createdAt);
  }

  public Session set(Map<String, String> other) {
    return new Session(
        id,
        account,
        name,
        engine,
        other,
        pacing,
        wanted,
        status,
        number,
        paused,
        disabled,
        lastError,
        restrictedUntil,
        linkedAt,
        createdAt);
  }

  public Session paused(boolean now) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wanted,
        status,
        number,
        now,
        disabled,
        lastError,
        restrictedUntil,
        linkedAt,
        createdAt);
  }

  public Session disabled(boolean now) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wanted,
        now ? SessionStatus.OFF : status,
        number,
        paused,
        now,
        lastError,
        restrictedUntil,
        linkedAt,
        createdAt);
  }

  private Session with(Wanted wish, SessionStatus seen, Optional<String> reason) {
    return new Session(
        id,
        account,
        name,
        engine,
        settings,
        pacing,
        wish,
        seen,
        number,
        paused,
        disabled,
        reason,
        restrictedUntil,
        linkedAt,
        createdAt);
  }
}
