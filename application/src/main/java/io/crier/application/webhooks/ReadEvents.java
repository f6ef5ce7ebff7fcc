package io.crier.application.webhooks;

import io.crier.application.Published;
import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.AccountId;
import java.util.List;

/** Lets an account follow its events in their order, from wherever it stopped. */
public final class ReadEvents {

  private final Outbox outbox;
  private final UnitOfWork unitOfWork;

  public ReadEvents(Outbox outbox, UnitOfWork unitOfWork) {
    this.outbox = outbox;
    this.unitOfWork = unitOfWork;
  }

  /** Events behind this sequence number, in order. */
  public List<Published> after(AccountId account, long sequence, int limit) {
    return unitOfWork.execute(() -> outbox.after(account, sequence, limit));
  }

  /** The sequence number of the last event; 0 if there was none. */
  public long last(AccountId account) {
    return unitOfWork.execute(() -> outbox.last(account));
  }
}
