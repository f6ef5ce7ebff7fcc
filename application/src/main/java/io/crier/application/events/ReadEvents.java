package io.crier.application.events;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.EventOfSession;
import java.util.List;

/** Lets an actor follow the events of its account in order, from any sequence number. */
public final class ReadEvents {

  private final Outbox outbox;
  private final UnitOfWork unitOfWork;

  public ReadEvents(Outbox outbox, UnitOfWork unitOfWork) {
    this.outbox = outbox;
    this.unitOfWork = unitOfWork;
  }

  /**
   * The result of a read.
   *
   * @param events those that the actor may see
   * @param last the sequence number after which to continue
   * @param any whether there were any events, including ones that the actor may not see
   */
  public record Read(List<Published> events, long last, boolean any) {}

  /** Events after this sequence number, in order. */
  public Read after(Actor actor, long sequence, int limit) {
    actor.require(Role.READ);
    var read = unitOfWork.execute(() -> outbox.after(actor.accountId(), sequence, limit));
    return new Read(
        read.stream().filter(event -> isVisible(event, actor)).toList(),
        read.isEmpty() ? sequence : read.getLast().sequence(),
        !read.isEmpty());
  }

  /** The sequence number of the last event; 0 if there was none. */
  public long last(Actor actor) {
    actor.require(Role.READ);
    return unitOfWork.execute(() -> outbox.last(actor.accountId()));
  }

  /** An actor limited to certain sessions sees no events of others. */
  private static boolean isVisible(Published published, Actor actor) {
    return switch (published.event()) {
      case EventOfSession event -> actor.mayUse(event.session());
      default -> !actor.isBound();
    };
  }
}
