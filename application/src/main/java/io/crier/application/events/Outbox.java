package io.crier.application.events;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reading side of the events. */
public interface Outbox {

  /** Events of the account after this sequence number, in order. */
  List<Published> after(AccountId account, long sequence, int limit);

  /** Events about a message of the account, in order. */
  List<Published> about(AccountId account, MessageId message, int limit);

  /** The sequence number of the account's last event; 0 if there was none. */
  default long last(AccountId account) {
    return last(Set.of(account)).getOrDefault(account, 0L);
  }

  /** The sequence numbers of the last events of those of these accounts that have any. */
  Map<AccountId, Long> last(Collection<AccountId> accounts);

  /**
   * Events of all accounts after this position, in order of position; 0 is before the first. For a
   * sink that follows all events with a cursor of its own: it passes the position of the last event
   * it has handled. It asks again in a unit of work of its own after each announcement, and from
   * time to time, until the result is empty.
   *
   * <p>Positions increase, and a new event never appears at or below a position that was returned.
   * The events of one account are in the order of their sequence numbers; between accounts the
   * order is roughly that of the commits. Positions have gaps.
   */
  List<Positioned> follow(long position, int limit);

  /** An event with its position among the events of all accounts. */
  record Positioned(long position, Published published) {}

  /** Deletes up to this many events that happened before then, with their deliveries. */
  int forget(Instant before, int limit);
}
