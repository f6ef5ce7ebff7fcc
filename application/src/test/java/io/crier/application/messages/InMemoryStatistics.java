package io.crier.application.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts messages in memory, one by one. */
public final class InMemoryStatistics implements Statistics {

  private final Messages messages;

  public InMemoryStatistics(Messages messages) {
    this.messages = messages;
  }

  @Override
  public SortedMap<Instant, Counts> count(
      AccountId account, Set<SessionId> sessions, Instant from, Instant to, Duration length) {
    var filter =
        new Messages.Filter(
            sessions, Set.of(), Optional.empty(), Set.of(), Optional.of(from), Optional.of(to));
    return messages.list(account, filter, Optional.empty(), Integer.MAX_VALUE - 1).items().stream()
        .filter(it -> it.direction() == Direction.INBOUND || it.isFromApi())
        .collect(
            Collectors.groupingBy(
                it ->
                    Instant.ofEpochSecond(
                        it.createdAt().getEpochSecond() / length.toSeconds() * length.toSeconds()),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), InMemoryStatistics::counts)));
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
