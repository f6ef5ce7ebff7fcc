package io.crier.application.protection;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.Conducts;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.protection.Block;
import io.crier.domain.protection.Conduct;
import io.crier.domain.protection.Offence;
import io.crier.domain.protection.ProtectionEvent;
import io.crier.domain.protection.ProtectionPolicy;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns and blocks accounts that behave like bots. Behaviour is counted on this node, in memory;
 * warnings and blocks are durable.
 */
public final class ProtectAccounts {

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration COMPARES_EVERY = Duration.ofMinutes(1);
  private static final int AT_ONCE = 100;

  private final ProtectionPolicy policy;
  private final Conducts conducts;
  private final Allowances allowances;
  private final Events events;
  private final Authenticate authenticate;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final OffenceCounter unknownNumbers;
  private final OffenceCounter excessRequests;
  private final Set<AccountId> senders = ConcurrentHashMap.newKeySet();
  private final Map<AccountId, Spike> spikes = new ConcurrentHashMap<>();

  /** A spike that was punished: it counts again when twice as much was sent. */
  private record Spike(LocalDate day, long sends) {

    boolean includes(LocalDate today, long sendsToday) {
      return day.equals(today) && sendsToday < 2 * sends;
    }
  }

  private Optional<Clockwork.Repetition> sweep = Optional.empty();
  private Optional<Clockwork.Repetition> comparison = Optional.empty();
  private Optional<Runnable> listening = Optional.empty();

  public ProtectAccounts(
      ProtectionPolicy policy,
      Conducts conducts,
      Allowances allowances,
      Events events,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    this.policy = policy;
    this.conducts = conducts;
    this.allowances = allowances;
    this.events = events;
    this.authenticate = authenticate;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    unknownNumbers = new OffenceCounter(policy.unknownNumbers(), ProtectionPolicy.UNKNOWN_PER);
    excessRequests = new OffenceCounter(policy.excessRequests(), ProtectionPolicy.EXCESS_PER);
  }

  /** Follows what accounts send, and ends blocks, until {@link #stop}. */
  public void start(Announcements announcements) {
    if (policy.enabled()) {
      listening = Optional.of(announcements.listen(this::follow));
      comparison = Optional.of(clockwork.every(COMPARES_EVERY, this::compareWithPast));
    }
    sweep = Optional.of(clockwork.every(PAUSE, this::sweep));
  }

  public void stop() {
    listening.ifPresent(Runnable::run);
    comparison.ifPresent(Clockwork.Repetition::cancel);
    sweep.ifPresent(Clockwork.Repetition::cancel);
  }

  /** Call this when a request exceeds the rate limit of its account. */
  public void countExcessRequest(AccountId account) {
    count(excessRequests, account, Offence.EXCESSIVE_REQUESTS);
  }

  /** Call this when a message is refused because its recipient is not on WhatsApp. */
  public void countUnknownNumber(AccountId account) {
    count(unknownNumbers, account, Offence.UNKNOWN_NUMBERS);
  }

  private void count(OffenceCounter counter, AccountId account, Offence offence) {
    if (policy.enabled() && counter.isOneTooMany(account, clockwork.now())) {
      clockwork.run(() -> punish(account, offence));
    }
  }

  private void follow(List<Published> published) {
    for (var each : published) {
      if (each.event() instanceof MessageEvent.StatusChanged changed && !changed.test()) {
        if (changed.status() == MessageStatus.QUEUED) {
          senders.add(changed.account());
        } else if (changed.fault().equals(Optional.of(Fault.RECIPIENT_NOT_ON_WHATSAPP))) {
          countUnknownNumber(changed.account());
        }
      }
    }
  }

  private void sweep() {
    var now = clockwork.now();
    unknownNumbers.forgetIdle(now);
    excessRequests.forgetIdle(now);
    unitOfWork.execute(() -> conducts.blockedUntil(now, AT_ONCE)).forEach(this::endBlock);
  }

  private void compareWithPast() {
    var today = LocalDate.ofInstant(clockwork.now(), ZoneOffset.UTC);
    spikes.values().removeIf(spike -> !spike.day().equals(today));
    for (var account : List.copyOf(senders)) {
      senders.remove(account);
      compareWithPast(account, today);
    }
  }

  private void compareWithPast(AccountId account, LocalDate today) {
    var sends =
        unitOfWork.execute(
            () -> allowances.history(account, today.minusDays(ProtectionPolicy.SPIKE_DAYS), today));
    var sendsToday = sends.getOrDefault(today, 0L);
    var busiest =
        sends.entrySet().stream()
            .filter(day -> day.getKey().isBefore(today))
            .mapToLong(Map.Entry::getValue)
            .max();
    var punished = spikes.get(account);
    if (policy.isSpike(sendsToday, busiest.orElse(0))
        && (punished == null || !punished.includes(today, sendsToday))) {
      spikes.put(account, new Spike(today, sendsToday));
      punish(account, Offence.VOLUME_SPIKE);
    }
  }

  private void punish(AccountId account, Offence offence) {
    var now = clockwork.now();
    unitOfWork.run(
        () -> {
          var before = conducts.lock(account);
          var after = before.offend(offence, now);
          if (!after.equals(before)) {
            conducts.save(after);
            events.publish(event(after, offence, now));
          }
        });
    authenticate.forget(account);
  }

  private static ProtectionEvent event(Conduct conduct, Offence offence, Instant now) {
    return conduct
        .block()
        .map(Block::until)
        .<ProtectionEvent>map(
            until -> new ProtectionEvent.Blocked(conduct.account(), offence, until, now))
        .orElseGet(() -> new ProtectionEvent.Warned(conduct.account(), offence, now));
  }

  private void endBlock(AccountId account) {
    var now = clockwork.now();
    unitOfWork.run(
        () -> {
          var conduct = conducts.lock(account);
          if (conduct.block().filter(block -> block.isOver(now)).isPresent()) {
            conducts.save(conduct.unblocked());
            events.publish(new ProtectionEvent.Unblocked(account, false, now));
          }
        });
  }
}
