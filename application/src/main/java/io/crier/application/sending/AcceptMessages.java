package io.crier.application.sending;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.OVERLOADED;

import io.crier.application.Actor;
import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.application.Replays;
import io.crier.application.StoreUnavailable;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.queue.Lanes;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Accepts messages for sending. Concurrent requests share a transaction; each is answered once its
 * message is durable, and a bad one never affects the others.
 */
public final class AcceptMessages {

  private static final int MOST = 200;
  private static final int CAPACITY = 10_000;
  private static final int PARTITIONS = 2;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** How long a request waits for its answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ValidateRequest validateRequest;
  private final KeepRequests keepRequests;
  private final IdentifyContact identifyContact;
  private final Lanes lanes;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;

  /** One per shard of the sessions, so that the order within a session is preserved. */
  private final List<Batcher<PendingRequest>> batchers;

  public AcceptMessages(
      ValidateRequest validateRequest,
      KeepRequests keepRequests,
      IdentifyContact identifyContact,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    this.validateRequest = validateRequest;
    this.keepRequests = keepRequests;
    this.identifyContact = identifyContact;
    this.lanes = lanes;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
    this.batchers =
        IntStream.range(0, PARTITIONS)
            .mapToObj(
                part ->
                    clockwork.<PendingRequest>batcher(
                        "accepting messages", MOST, CAPACITY, this::begin))
            .toList();
  }

  /**
   * A request to send.
   *
   * @param unpaced whether to send at once, without pacing
   */
  public record Request(
      Actor actor,
      SessionId session,
      Recipient to,
      Content content,
      Handling handling,
      boolean unpaced,
      Optional<SendIdempotency> idempotency) {

    Account account() {
      return actor.account();
    }
  }

  /**
   * Completes once the message is durable; fails with a {@link Refused} if it is not accepted, and
   * otherwise if it is unknown whether it is.
   */
  public CompletableFuture<Acceptance> accept(Request request) {
    return accept(request, new Succession());
  }

  /** The same for the next message of a succession. */
  CompletableFuture<Acceptance> accept(Request request, Succession succession) {
    if (succession.isBroken()) {
      throw new Refused(OVERLOADED, RETRY_AFTER);
    }
    var now = clockwork.now();
    var valid = validateRequest.validate(request, now);
    var session = valid.session();
    var test = valid.handling().test();
    var message =
        Message.accept(
            MessageId.next(now),
            request.account().id(),
            session.id(),
            nameOf(request.to(), session),
            valid.content(),
            valid.handling(),
            test ? WhatsAppId.simulated(random) : WhatsAppId.next(random),
            now);
    var pending = new PendingRequest(request, message, succession);
    var part = Math.floorMod(session.id().hashCode(), PARTITIONS);
    if (!batchers.get(part).offer(pending)) {
      throw new Refused(OVERLOADED, RETRY_AFTER);
    }
    var bound = clockwork.after(PATIENCE, () -> giveUp(pending));
    pending.answer.whenComplete((acceptance, failure) -> bound.cancel());
    return pending.answer;
  }

  private Recipient nameOf(Recipient to, Session session) {
    return IdentifyContact.mayBeKnownOtherwise(to)
        ? unitOfWork.execute(() -> identifyContact.nameOf(session.id(), to))
        : to;
  }

  /** Refuses a request that is invalid regardless of its file, before that is fetched. */
  public void requireValid(Request request) {
    validateRequest.validate(request, clockwork.now());
  }

  /** The answer to the same request if it was made before, so that no work is repeated for it. */
  public Optional<Acceptance> replay(Actor actor, SendIdempotency idempotency) {
    actor.require(Role.SEND);
    var now = clockwork.now();
    return unitOfWork
        .execute(() -> keepRequests.earlier(actor.accountId(), idempotency, now))
        .map(AcceptMessages::acceptance);
  }

  private static Acceptance acceptance(Object outcome) {
    if (outcome instanceof Refused refused) {
      throw refused;
    }
    return (Acceptance) outcome;
  }

  private static void giveUp(PendingRequest pending) {
    pending.answer.completeExceptionally(
        pending.claim()
            ? new Refused(OVERLOADED, RETRY_AFTER)
            : new StoreUnavailable("it is unknown whether the message was accepted", null));
  }

  /** Leaves out requests that have already been answered because they waited for too long. */
  private void begin(List<PendingRequest> batch) {
    var rest = new ArrayList<PendingRequest>();
    for (var pending : batch) {
      if (pending.claim()) {
        rest.add(pending);
      } else {
        pending.succession.breakOff();
      }
    }
    accept(rest);
  }

  private void accept(List<PendingRequest> claimed) {
    var batch = claimed.stream().filter(AcceptMessages::isNext).toList();
    if (batch.isEmpty()) {
      return;
    }
    try {
      unitOfWork.run(() -> keepRequests.keep(batch, clockwork.now()));
    } catch (RuntimeException | Error failure) {
      // The unit of work may have committed after all.
      batch.forEach(pending -> lanes.recountSoon(pending.message.session()));
      if (batch.size() == 1 || failure instanceof StoreUnavailable) {
        batch.forEach(pending -> refuse(pending, failure));
      } else {
        accept(batch.subList(0, batch.size() / 2));
        accept(batch.subList(batch.size() / 2, batch.size()));
      }
      return;
    }
    enqueue(batch);
    batch.forEach(PendingRequest::complete);
  }

  /** Whether no message before it has failed, behind which it must not be accepted. */
  private static boolean isNext(PendingRequest pending) {
    if (pending.succession.isBroken()) {
      pending.answer.completeExceptionally(new Refused(OVERLOADED, RETRY_AFTER));
      return false;
    }
    return true;
  }

  private static void refuse(PendingRequest pending, Throwable failure) {
    pending.answer.completeExceptionally(
        failure instanceof Replays.KeyTaken ? new Refused(IDEMPOTENCY_KEY_IN_USE) : failure);
  }

  private void enqueue(List<PendingRequest> batch) {
    var accepted = new ArrayList<Message>();
    for (var pending : batch) {
      if (pending.outcome instanceof Acceptance.Accepted it) {
        accepted.add(it.message());
      }
    }
    lanes.enqueue(accepted);
  }
}
