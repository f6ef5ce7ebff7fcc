package io.crier.application.events;

import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.List;

/** The reading side of the events. */
public interface Outbox {

  /** Events of the account behind this sequence number, in order. */
  List<Published> after(AccountId account, long sequence, int limit);

  /** The sequence number of the account's last event; 0 if there was none. */
  long last(AccountId account);

  /**
   * Events of all accounts behind this position, in the order of their positions; 0 is before the
   * first. For a sink that follows all events with a cursor of its own: it passes the position of
   * the last event that it has handled, and asks again, in a unit of work of its own, after an
   * announcement and every now and then, and then until nothing comes.
   *
   * <p>Positions grow, and never does a new event appear at or below a position that was returned.
   * The events of one account are in the order of their sequence numbers; between accounts the
   * order is roughly that of the commits. Positions have gaps.
   */
  List<Positioned> follow(long position, int limit);

  /** An event with its position among the events of all accounts. */
  record Positioned(long position, Published published) {}

  /** Forgets events, with their deliveries, that happened before then, at most so many. */
  int forget(Instant before, int limit);
}
