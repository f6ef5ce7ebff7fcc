package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.ALERT_SENDER_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says which sessions send codes and alerts: to all accounts, or to the one that owns it. */
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

  /** Those of the operator, in the order in which they were marked. */
  public List<Session> list() {
    return unitOfWork.execute(senders::list);
  }

  /** The session, whosever it is, sends to all accounts that have not chosen one of their own. */
  public Session mark(SessionId id) {
    return unitOfWork.execute(
        () -> {
          var session = sessions.running(id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          senders.add(id, clock.instant());
          return session;
        });
  }

  public void unmark(SessionId id) {
    unitOfWork.run(
        () -> {
          if (!senders.remove(id)) {
            throw new Refused(ALERT_SENDER_NOT_FOUND);
          }
        });
  }

  /** The session that the account has chosen for itself. */
  public Optional<Session> own(AccountId account) {
    return unitOfWork.execute(() -> senders.chosenBy(account));
  }

  /** From now on the account's codes and alerts come from this session of its own. */
  public Session choose(AccountId account, SessionId id) {
    return unitOfWork.execute(
        () -> {
          var session =
              sessions.lock(account, id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          senders.choose(account, Optional.of(id));
          return session;
        });
  }

  /** From now on they come from the operator's again. */
  public void unchoose(AccountId account) {
    unitOfWork.run(() -> senders.choose(account, Optional.empty()));
  }
}
