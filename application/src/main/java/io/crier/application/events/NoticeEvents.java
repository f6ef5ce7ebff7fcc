package io.crier.application.events;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.AccountId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notices events that other nodes publish, which {@link Announcements} here do not tell of. */
public final class NoticeEvents {

  private static final Logger LOG = System.getLogger(NoticeEvents.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Outbox outbox;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final BooleanSupplier hasOthers;
  private Map<AccountId, Long> seen = Map.of();
  private volatile Clockwork.Repetition looks;

  /**
   * @param hasOthers whether there are other nodes
   */
  public NoticeEvents(
      Outbox outbox, UnitOfWork unitOfWork, Clockwork clockwork, BooleanSupplier hasOthers) {
    this.outbox = outbox;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.hasOthers = hasOthers;
  }

  /**
   * Looks for new events until {@link #stop}: one query, however many streams there are.
   *
   * @param followed the accounts whose events somebody here follows
   * @param changed receives each account that has new events; is fast and does not throw
   */
  public void start(Supplier<Set<AccountId>> followed, Consumer<AccountId> changed) {
    looks = clockwork.every(PAUSE, () -> look(followed.get(), changed));
  }

  public void stop() {
    if (looks != null) {
      looks.cancel();
    }
  }

  private void look(Set<AccountId> followed, Consumer<AccountId> changed) {
    if (followed.isEmpty() || !hasOthers.getAsBoolean()) {
      seen = Map.of();
      return;
    }
    try {
      var before = seen;
      seen = unitOfWork.execute(() -> outbox.last(followed));
      seen.forEach(
          (account, last) -> {
            if (!last.equals(before.get(account))) {
              changed.accept(account);
            }
          });
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "events of other nodes wait: the database does not answer", e);
    }
  }
}
