package io.crier.application.messages;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static io.crier.domain.RequestProblem.OVERLOADED;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.MONTHLY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.messages.MessageProblem.UNPACED_NOT_ALLOWED;
import static io.crier.domain.sessions.SessionProblem.SESSION_DISABLED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.application.Events;
import io.crier.application.Replays;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.Quota;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Accepts messages for sending. Requests that arrive together share a transaction; each is answered
 * once its message is durable, and a bad one never spoils its neighbours.
 */
public final class AcceptMessages {

  private static final int MOST = 200;
  private static final int CAPACITY = 10_000;
  private static final int PARTITIONS = 2;
  private static final Duration REPLAYED_FOR = Duration.ofHours(24);
  private static final Duration LONGEST_AHEAD = Duration.ofDays(365);
  private static final Duration BREATHER = Duration.ofSeconds(1);

  private final Messages messages;
  private final IdentifyContact identifyContact;
  private final Replays replays;
  private final Quota quota;
  private final Events events;
  private final FindSessions findSessions;
  private final RunSessions runSessions;
  private final SendQueue queue;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;

  /** One for each part of the sessions, so that the order within a session is kept. */
  private final List<Batcher<Pending>> batchers;

  public AcceptMessages(
      Messages messages,
      Contacts contacts,
      Replays replays,
      Quota quota,
      Events events,
      FindSessions findSessions,
      RunSessions runSessions,
      SendQueue queue,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    this.messages = messages;
    this.identifyContact = new IdentifyContact(contacts, messages);
    this.replays = replays;
    this.quota = quota;
    this.events = events;
    this.findSessions = findSessions;
    this.runSessions = runSessions;
    this.queue = queue;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
    this.batchers =
        IntStream.range(0, PARTITIONS)
            .mapToObj(part -> new Batcher<Pending>(clockwork::run, MOST, CAPACITY, this::accept))
            .toList();
  }

  /**
   * A request to send.
   *
   * @param unpaced whether it asks to be sent at once
   */
  public record Request(
      Actor actor,
      SessionId session,
      Recipient to,
      Content content,
      Handling handling,
      boolean unpaced,
      Optional<Idempotency> idempotency) {

    Account account() {
      return actor.account();
    }
  }

  /** What became of a request. */
  public sealed interface Acceptance {}

  /**
   * The message is durable and will be sent.
   *
   * @param position how many go before it
   */
  public record Accepted(Message message, int position, Instant estimatedSendAt)
      implements Acceptance {}

  /** The same request was made before: this was the answer. */
  public record Replayed(Replays.Replay answer) implements Acceptance {}

  /** A request on its way through a batch. */
  private static final class Pending {
    final Request request;
    final Message message;
    final CompletableFuture<Acceptance> answer = new CompletableFuture<>();

    /** An {@link Acceptance} or a {@link Refused}, once the batch has got so far. */
    Object outcome;

    Pending(Request request, Message message) {
      this.request = request;
      this.message = message;
    }

    AccountId account() {
      return request.account().id();
    }

    void complete() {
      if (outcome instanceof Acceptance acceptance) {
        answer.complete(acceptance);
      } else {
        answer.completeExceptionally((Refused) outcome);
      }
    }
  }

  /** Completes once the message is durable; fails with a {@link Refused} if it is not accepted. */
  public CompletableFuture<Acceptance> accept(Request request) {
    var now = clockwork.now();
    var session = sessionOf(request);
    var handling = requireFit(request, session, now);
    var id = handling.test() ? WhatsAppId.simulated(random) : WhatsAppId.next(random);
    var message =
        Message.accept(
            MessageId.next(now),
            request.account().id(),
            session.id(),
            nameOf(request.to(), session),
            request.content(),
            handling,
            id,
            now);
    var pending = new Pending(request, message);
    var part = Math.floorMod(session.id().hashCode(), PARTITIONS);
    if (!batchers.get(part).offer(pending)) {
      throw new Refused(OVERLOADED, BREATHER);
    }
    return pending.answer;
  }

  private Recipient nameOf(Recipient to, Session session) {
    return to instanceof Recipient.Hidden
        ? unitOfWork.execute(() -> identifyContact.nameOf(session.id(), to))
        : to;
  }

  /** Refuses what would be refused whatever is in its file, before somebody fetches that. */
  public void requireFit(Request request) {
    requireFit(request, sessionOf(request), clockwork.now());
  }

  /** The answer to the same request if it was made before, so that nothing is done twice for it. */
  public Optional<Acceptance> replay(Actor actor, Idempotency idempotency) {
    actor.require(Role.SEND);
    var now = clockwork.now();
    return unitOfWork
        .execute(() -> earlier(actor.accountId(), idempotency, now))
        .map(AcceptMessages::acceptance);
  }

  private static Acceptance acceptance(Object outcome) {
    if (outcome instanceof Refused refused) {
      throw refused;
    }
    return (Acceptance) outcome;
  }

  private Session sessionOf(Request request) {
    var actor = request.actor();
    actor.require(Role.SEND);
    var known = runSessions.known(request.session());
    if (known.isEmpty()) {
      return findSessions.find(actor, request.session());
    }
    if (!known.get().account().equals(actor.accountId())) {
      throw new Refused(SESSION_NOT_FOUND);
    }
    actor.requireUseOf(request.session());
    return known.get();
  }

  private Handling requireFit(Request request, Session session, Instant now) {
    var handling = request.handling();
    if (session.disabled()) {
      throw new Refused(SESSION_DISABLED);
    }
    requireAbility(request.content(), engineOf(handling, session));
    if (handling.sendAt().filter(at -> at.isAfter(now.plus(LONGEST_AHEAD))).isPresent()) {
      throw new Refused(INVALID_SEND_AT);
    }
    if (!request.unpaced()) {
      return handling;
    }
    if (!session.pacing().allowUnpaced()) {
      throw new Refused(UNPACED_NOT_ALLOWED);
    }
    return new Handling(Priority.UNPACED, handling.test(), handling.sendAt(), handling.metadata());
  }

  private Engine engineOf(Handling handling, Session session) {
    return runSessions.engine(handling.test() ? EngineName.SIMULATOR : session.engine());
  }

  private static void requireAbility(Content content, Engine engine) {
    var missing = EnumSet.copyOf(Ability.toSend(content));
    missing.removeAll(engine.abilities());
    if (!missing.isEmpty()) {
      var can = new TreeSet<>(engine.abilities());
      can.retainAll(Ability.OF_MESSAGES);
      throw new Refused(
          TYPE_UNSUPPORTED,
          "engine %s cannot %s, but: %s"
              .formatted(engine.name().value(), Ability.names(missing), Ability.names(can)));
    }
  }

  private void accept(List<Pending> batch) {
    try {
      unitOfWork.run(() -> keep(batch));
    } catch (RuntimeException | Error failure) {
      // They may have been kept all the same, if only the word of it was lost.
      batch.forEach(pending -> queue.doubted(pending.message.session()));
      if (batch.size() == 1) {
        refuse(batch.getFirst(), failure);
      } else {
        accept(batch.subList(0, batch.size() / 2));
        accept(batch.subList(batch.size() / 2, batch.size()));
      }
      return;
    }
    enqueue(batch);
    batch.forEach(Pending::complete);
  }

  private void refuse(Pending pending, Throwable failure) {
    pending.answer.completeExceptionally(
        failure instanceof Replays.Taken ? new Refused(IDEMPOTENCY_KEY_IN_USE) : failure);
  }

  private void enqueue(List<Pending> batch) {
    var queued = new LinkedHashMap<SessionId, List<Message>>();
    for (var pending : batch) {
      if (pending.outcome instanceof Accepted accepted
          && accepted.message().status() == MessageStatus.QUEUED) {
        queued
            .computeIfAbsent(accepted.message().session(), session -> new ArrayList<>())
            .add(accepted.message());
      }
    }
    queued.forEach(queue::enqueued);
  }

  private void keep(List<Pending> batch) {
    var now = clockwork.now();
    batch.forEach(pending -> pending.outcome = earlier(pending, now).orElse(null));
    var firsts = new HashMap<String, Pending>();
    var fresh = new ArrayList<Pending>();
    var repeats = new LinkedHashMap<Pending, Pending>();
    for (var pending : batch) {
      if (pending.outcome == null) {
        var first =
            pending
                .request
                .idempotency()
                .map(it -> firsts.putIfAbsent(scoped(pending, it), pending));
        first.ifPresentOrElse(it -> repeats.put(pending, it), () -> fresh.add(pending));
      }
    }
    grant(fresh, now);
    keep(fresh.stream().filter(pending -> pending.outcome == null).toList(), now);
    // A repeat whose first request was refused is refused for the same reason.
    repeats.forEach((repeat, first) -> repeat.outcome = earlier(repeat, now).orElse(first.outcome));
  }

  private static String scoped(Pending pending, Idempotency idempotency) {
    return pending.account().value() + " " + idempotency.key();
  }

  /** What to answer because the request was made before. */
  private Optional<Object> earlier(Pending pending, Instant now) {
    return pending.request.idempotency().flatMap(it -> earlier(pending.account(), it, now));
  }

  private Optional<Object> earlier(AccountId account, Idempotency it, Instant now) {
    return replays
        .find(account, it.key(), now.minus(REPLAYED_FOR))
        .map(
            earlier ->
                earlier.fingerprint().equals(it.fingerprint())
                    ? new Replayed(earlier)
                    : new Refused(IDEMPOTENCY_KEY_REUSED));
  }

  /** Charges for what is new; refuses what the plans and credits do not allow. */
  private void grant(List<Pending> fresh, Instant now) {
    var plans = new HashMap<AccountId, PlanName>();
    fresh.forEach(it -> plans.putIfAbsent(it.account(), it.request.account().plan()));
    var bounds = quota.grant(Sends.of(fresh.stream().map(it -> it.message).toList()), plans::get);
    for (var i = 0; i < fresh.size(); i++) {
      if (bounds.get(i) != Allowances.Bound.NONE) {
        var day = Lane.dayOf(fresh.get(i).message.createdAt());
        fresh.get(i).outcome = refusal(bounds.get(i), day, now);
      }
    }
  }

  private static Refused refusal(Allowances.Bound bound, LocalDate day, Instant now) {
    return switch (bound) {
      case CREDITS -> new Refused(NO_CREDIT_LEFT);
      case MONTH -> until(MONTHLY_QUOTA_EXCEEDED, day.plusMonths(1).withDayOfMonth(1), now);
      case DAY, NONE -> until(DAILY_QUOTA_EXCEEDED, day.plusDays(1), now);
    };
  }

  private static Refused until(AccountProblem problem, LocalDate day, Instant now) {
    return new Refused(problem, Duration.between(now, Lane.startOfDay(day)));
  }

  private void keep(List<Pending> granted, Instant now) {
    if (granted.isEmpty()) {
      return;
    }
    messages.add(granted.stream().map(pending -> pending.message).toList());
    var ahead = new HashMap<SessionId, Integer>();
    for (var pending : granted) {
      var message = pending.message;
      var accepted = queue.foresee(message, ahead.merge(message.session(), 1, Integer::sum) - 1);
      pending.outcome = accepted;
      pending
          .request
          .idempotency()
          .ifPresent(
              it -> replays.add(message.account(), it.key(), it.answer().apply(accepted), now));
    }
    events.publish(
        granted.stream().flatMap(pending -> pending.message.statusChanged(now).stream()).toList());
  }
}
