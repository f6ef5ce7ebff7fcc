package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.ALERT_SENDER_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Chooses which sessions send codes and alerts: for all accounts, or for the account that owns
 * them.
 */
public final class MarkAlertSenders {

  private final AlertSenders senders;
  private final Sessions sessions;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public MarkAlertSenders(
      AlertSenders senders, Sessions sessions, UnitOfWork unitOfWork, InstantSource clock) {
    this.senders = senders;
    this.sessions = sessions;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** The operator's senders, in the order in which they were marked. */
  public List<Session> list(Actor operator) {
    operator.requireOperator();
    return unitOfWork.execute(senders::list);
  }

  /** The session, if it is one of the operator's. */
  public Session find(Actor operator, SessionId id) {
    return list(operator).stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(ALERT_SENDER_NOT_FOUND));
  }

  /** Marks a session of any account as a sender for all accounts that have not chosen their own. */
  public Session mark(Actor operator, SessionId id) {
    operator.requireOperator();
    return unitOfWork.execute(
        () -> {
          var session = sessions.running(id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          senders.add(id, clock.instant());
          return session;
        });
  }

  public void unmark(Actor operator, SessionId id) {
    operator.requireOperator();
    unitOfWork.run(
        () -> {
          if (!senders.remove(id)) {
            throw new Refused(ALERT_SENDER_NOT_FOUND);
          }
        });
  }

  /** The session that the actor's account has chosen for itself, if the actor may use it. */
  public Optional<Session> own(Actor actor) {
    actor.requireEvenIfBlocked(Role.READ);
    return chosenBy(actor.accountId()).filter(session -> actor.mayUse(session.id()));
  }

  /** The session that an account has chosen for itself, for an operator. */
  public Optional<Session> own(Actor operator, AccountId account) {
    operator.requireOperator();
    return chosenBy(account);
  }

  private Optional<Session> chosenBy(AccountId account) {
    return unitOfWork.execute(() -> senders.chosenBy(account));
  }

  /** Makes the account's codes and alerts use this session of its own. */
  public Session choose(Actor actor, SessionId id) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    return unitOfWork.execute(
        () -> {
          var session =
              sessions.lock(account, id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          senders.choose(account, Optional.of(id));
          return session;
        });
  }

  /** Makes them use the operator's senders again. */
  public void unchoose(Actor actor) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    unitOfWork.run(() -> senders.choose(account, Optional.empty()));
  }
}
