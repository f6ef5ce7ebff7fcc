package io.crier.application.messages;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;

/** Counts the messages of an account over time. */
public interface Statistics {

  /**
   * What became of the messages of each period, by the beginning of those that have some. Crier's
   * own messages do not count.
   *
   * @param sessions the only sessions that count; empty means all
   */
  SortedMap<Instant, Counts> count(AccountId account, Set<SessionId> sessions, Periods periods);

  /**
   * How long the messages to send that were accepted in each period waited: from their acceptance,
   * or the time at which they were to be sent, until they were sent, failed or were cancelled;
   * until now if they still wait. Those whose time has not come do not count.
   */
  SortedMap<Instant, Delays> waits(
      AccountId account, Set<SessionId> sessions, Periods periods, Instant now);

  /**
   * The messages of a period, by the time of acceptance or receipt, and what became of them so far.
   *
   * @param accepted those to send
   * @param sent those that WhatsApp has accepted; includes those delivered and read
   * @param delivered those that have arrived; includes those read
   * @param received those that people have sent
   */
  record Counts(long accepted, long sent, long delivered, long read, long failed, long received) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
  }
}
