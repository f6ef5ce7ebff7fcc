package io.crier.application.sending;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.MONTHLY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static io.crier.domain.accounts.AccountProblem.TRIAL_QUOTA_EXCEEDED;

import io.crier.application.Replays;
import io.crier.application.accounts.Allowances.Bound;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Sends;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.queue.TellOwners;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Decides requests to send within a unit of work, and stores the messages of accepted ones. */
public final class KeepRequests {

  private static final Duration REPLAYED_FOR = Duration.ofHours(24);

  private final Messages messages;
  private final Replays replays;
  private final Quota quota;
  private final Events events;
  private final QueuePlaces places;
  private final TellOwners tellOwners;

  public KeepRequests(
      Messages messages,
      Replays replays,
      Quota quota,
      Events events,
      QueuePlaces places,
      TellOwners tellOwners) {
    this.messages = messages;
    this.replays = replays;
    this.quota = quota;
    this.events = events;
    this.places = places;
    this.tellOwners = tellOwners;
  }

  /** Sets the outcome of each request. */
  void keep(List<PendingRequest> batch, Instant now) {
    batch.forEach(pending -> pending.outcome = earlier(pending, now).orElse(null));
    var firsts = new HashMap<String, PendingRequest>();
    var fresh = new ArrayList<PendingRequest>();
    var repeats = new LinkedHashMap<PendingRequest, PendingRequest>();
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
    add(fresh.stream().filter(pending -> pending.outcome == null).toList(), now);
    // A retry of a refused request is refused for the same reason.
    repeats.forEach((repeat, first) -> repeat.outcome = earlier(repeat, now).orElse(first.outcome));
  }

  private static String scoped(PendingRequest pending, SendIdempotency idempotency) {
    return pending.account().value() + " " + idempotency.key();
  }

  private Optional<Object> earlier(PendingRequest pending, Instant now) {
    return pending.request.idempotency().flatMap(it -> earlier(pending.account(), it, now));
  }

  /** The outcome of a request whose key was used before. */
  Optional<Object> earlier(AccountId account, SendIdempotency it, Instant now) {
    return replays
        .find(account, it.key(), now.minus(REPLAYED_FOR))
        .map(
            earlier ->
                earlier.fingerprint().equals(it.fingerprint())
                    ? new Acceptance.Replayed(earlier)
                    : new Refused(IDEMPOTENCY_KEY_REUSED));
  }

  /** Charges for the messages; refuses those that the plans and credits do not allow. */
  private void grant(List<PendingRequest> fresh, Instant now) {
    var accounts = new HashMap<AccountId, Account>();
    fresh.forEach(it -> accounts.putIfAbsent(it.account(), it.request.account()));
    var sends = Sends.of(fresh.stream().map(it -> it.message).toList());
    var bounds = quota.grant(sends, accounts::get);
    for (var i = 0; i < fresh.size(); i++) {
      if (bounds.get(i) != Bound.NONE) {
        var pending = fresh.get(i);
        pending.outcome =
            refusal(bounds.get(i), pending.request.account(), sends.get(i).day(), now);
      }
    }
  }

  private static Refused refusal(Bound bound, Account account, LocalDate day, Instant now) {
    return switch (bound) {
      case CREDITS -> new Refused(NO_CREDIT_LEFT);
      case MONTH -> until(MONTHLY_QUOTA_EXCEEDED, day.plusMonths(1).withDayOfMonth(1), now);
      case TRIAL -> new Refused(TRIAL_QUOTA_EXCEEDED, Duration.between(now, account.trialEnd()));
      case DAY, NONE -> until(DAILY_QUOTA_EXCEEDED, day.plusDays(1), now);
    };
  }

  private static Refused until(AccountProblem problem, LocalDate day, Instant now) {
    return new Refused(
        problem, Duration.between(now, day.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  private void add(List<PendingRequest> granted, Instant now) {
    if (granted.isEmpty()) {
      return;
    }
    var accepted = granted.stream().map(pending -> pending.message).toList();
    messages.add(accepted);
    tellOwners.queued(accepted);
    var ahead = new HashMap<SessionId, Integer>();
    var changes = new ArrayList<DomainEvent>();
    for (var pending : granted) {
      var message = pending.message;
      var place = places.placeOfNew(message, ahead.merge(message.session(), 1, Integer::sum) - 1);
      var acceptance = new Acceptance.Accepted(message, place);
      pending.outcome = acceptance;
      message.statusChanged(now, place.held()).ifPresent(changes::add);
      pending
          .request
          .idempotency()
          .ifPresent(
              it -> replays.add(message.account(), it.key(), it.answer().apply(acceptance), now));
    }
    events.publish(changes);
  }
}
