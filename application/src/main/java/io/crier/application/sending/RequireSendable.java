package io.crier.application.sending;

import static io.crier.domain.messages.MessageProblem.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.SessionProblem.DAILY_CAP_REACHED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.messages.CheckNumber;
import io.crier.application.queue.Lanes;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Refuses, before it is queued, a message that would only wait for a person or the next day, or
 * fail.
 */
public final class RequireSendable {

  private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);
  private static final int MOST_TRUSTED = 10_000;

  private final ValidateRequest validateRequest;
  private final RunSessions runSessions;
  private final CheckNumber checkNumber;
  private final Lanes lanes;
  private final Consumer<AccountId> onUnknownNumber;
  private final InstantSource clock;
  private final Map<Checked, Instant> onWhatsApp = new ConcurrentHashMap<>();

  /** A number that a session has found on WhatsApp. */
  private record Checked(SessionId session, PhoneNumber number) {}

  /**
   * @param onUnknownNumber notified of accounts that write to numbers that are not on WhatsApp
   */
  public RequireSendable(
      ValidateRequest validateRequest,
      RunSessions runSessions,
      CheckNumber checkNumber,
      Lanes lanes,
      Consumer<AccountId> onUnknownNumber,
      InstantSource clock) {
    this.validateRequest = validateRequest;
    this.runSessions = runSessions;
    this.checkNumber = checkNumber;
    this.lanes = lanes;
    this.onUnknownNumber = onUnknownNumber;
    this.clock = clock;
  }

  /** Asks WhatsApp about the recipient's number if the session does not know it yet. */
  public void require(Actor actor, SessionId id, Recipient to) {
    var session = validateRequest.sessionOf(actor, id);
    if (actor.test()) {
      // It goes to the simulator, whatever the session's own connection.
      return;
    }
    if (session.number().isEmpty() || !session.shouldConnect()) {
      throw new Refused(NOT_CONNECTED);
    }
    lanes
        .cappedFor(id)
        .ifPresent(
            wait -> {
              throw new Refused(DAILY_CAP_REACHED, wait);
            });
    requireOnWhatsApp(actor, session, to);
  }

  /** Refuses a recipient who is not on WhatsApp, and nothing else. */
  public void requireOnWhatsApp(Actor actor, Session session, Recipient to) {
    actor.require(Role.SEND);
    if (!actor.test()
        && to instanceof Recipient.Phone phone
        && canCheck(session)
        && isAbsent(session, phone.number())) {
      onUnknownNumber.accept(actor.accountId());
      throw new Refused(RECIPIENT_NOT_ON_WHATSAPP);
    }
  }

  /**
   * Looks it up once a minute at most: who leaves WhatsApp in between is noticed when the message
   * is sent.
   */
  private boolean isAbsent(Session session, PhoneNumber number) {
    var now = clock.instant();
    var checked = new Checked(session.id(), number);
    var at = onWhatsApp.get(checked);
    if (at != null && now.isBefore(at.plus(TRUSTED_FOR))) {
      return false;
    }
    if (checkNumber.check(session, number).isAbsent()) {
      return true;
    }
    if (onWhatsApp.size() >= MOST_TRUSTED) {
      onWhatsApp.clear();
    }
    onWhatsApp.put(checked, now);
    return false;
  }

  /** While the session reconnects, numbers are checked when their messages are sent. */
  private boolean canCheck(Session session) {
    return runSessions.isConnected(session.id())
        && runSessions.engine(session.engine().name()).abilities().contains(Ability.CHECK_NUMBERS);
  }
}
