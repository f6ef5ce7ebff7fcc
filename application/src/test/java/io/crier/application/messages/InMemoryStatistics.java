package io.crier.application.messages;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.crier.application.Delays;
import io.crier.application.DelaysOf;
import io.crier.application.Periods;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Origin;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts messages in memory, one by one. */
public final class InMemoryStatistics implements Statistics {

  private final Messages messages;

  public InMemoryStatistics(Messages messages) {
    this.messages = messages;
  }

  @Override
  public SortedMap<Instant, Counts> count(
      AccountId account, Set<SessionId> sessions, Periods periods) {
    return list(account, sessions, periods)
        .collect(
            groupingBy(
                it -> begin(it, periods),
                TreeMap::new,
                collectingAndThen(toList(), InMemoryStatistics::counts)));
  }

  @Override
  public SortedMap<Instant, Delays> waits(
      AccountId account, Set<SessionId> sessions, Periods periods, Instant now) {
    return list(account, sessions, periods)
        .filter(it -> it.direction() == Direction.OUTBOUND)
        .filter(it -> !due(it).isAfter(now))
        .collect(
            groupingBy(
                it -> begin(it, periods),
                TreeMap::new,
                mapping(it -> waited(it, now), collectingAndThen(toList(), DelaysOf::all))));
  }

  private Stream<Message> list(AccountId account, Set<SessionId> sessions, Periods periods) {
    var filter =
        new Messages.Filter(
            sessions,
            Set.of(),
            Optional.empty(),
            Set.of(),
            Optional.of(periods.first()),
            Optional.of(periods.end()));
    return messages.list(account, filter, Optional.empty(), Integer.MAX_VALUE - 1).items().stream()
        .filter(it -> it.handling().origin() == Origin.API);
  }

  private static Instant begin(Message message, Periods periods) {
    var createdAt = message.createdAt();
    return Periods.between(createdAt, createdAt.plusNanos(1), periods.length()).first();
  }

  private static Instant due(Message message) {
    return message.handling().sendAt().orElse(message.createdAt());
  }

  private static Duration waited(Message message, Instant now) {
    var progress = message.progress();
    var until = progress.sentAt().or(progress::endedAt).orElse(now);
    var waited = Duration.between(due(message), until);
    return waited.isNegative() ? Duration.ZERO : waited;
  }

  private static Counts counts(List<Message> of) {
    var sends = of.stream().filter(it -> it.direction() == Direction.OUTBOUND).toList();
    return new Counts(
        sends.size(),
        reached(sends, MessageStatus.SENT),
        reached(sends, MessageStatus.DELIVERED),
        reached(sends, MessageStatus.READ),
        sends.stream().filter(it -> it.status() == MessageStatus.FAILED).count(),
        of.size() - sends.size());
  }

  private static long reached(List<Message> sends, MessageStatus status) {
    return sends.stream()
        .filter(it -> it.status().isSent() && it.status().compareTo(status) >= 0)
        .count();
  }
}
