package io.crier.application.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
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
   * @param length of a period; periods begin at multiples of it since 1970
   */
  SortedMap<Instant, Counts> count(
      AccountId account, Set<SessionId> sessions, Instant from, Instant to, Duration length);

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
