package io.crier.application.webhooks;

import io.crier.application.Published;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.List;

/** The reading side of the events. */
public interface Outbox {

  /** Events of the account behind this sequence number, in order. */
  List<Published> after(AccountId account, long sequence, int limit);

  /** The sequence number of the account's last event; 0 if there was none. */
  long last(AccountId account);

  /** Forgets events, with their deliveries, that happened before then, at most so many. */
  int forget(Instant before, int limit);
}
