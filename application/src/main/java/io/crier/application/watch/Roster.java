package io.crier.application.watch;

import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The authors with subscribers. */
final class Roster {

  private final Map<XUserId, Author> authors = new ConcurrentHashMap<>();

  /** Updates the roster from the database. */
  void refresh(Collection<XAccounts.Watched> watched, Duration usual, Instant now) {
    var ids = watched.stream().map(it -> it.watch().account().id()).collect(Collectors.toSet());
    authors.keySet().retainAll(ids);
    for (var one : watched) {
      var known = authors.get(one.watch().account().id());
      if (known != null) {
        known.refresh(one, now);
      } else {
        authors.put(one.watch().account().id(), new Author(spread(one, usual, now), usual));
      }
    }
  }

  /** After an outage all authors are overdue: spreads them over the next period. */
  private static XAccounts.Watched spread(XAccounts.Watched one, Duration usual, Instant now) {
    var watch = one.watch();
    if (watch.nextPollAt().isAfter(now.minus(usual))) {
      return one;
    }
    var phase = Math.floorMod(mixed(watch), Math.max(1, usual.toMillis()));
    return new XAccounts.Watched(
        watch.pollAt(now.plusMillis(phase)), one.subscribers(), one.replies(), one.reposts());
  }

  /** Consecutive ids must not have consecutive hashes. */
  private static long mixed(Watch watch) {
    return Objects.hash(watch.account().id().value() * 0x9E3779B97F4A7C15L) & Integer.MAX_VALUE;
  }

  void clear() {
    authors.clear();
  }

  Collection<Author> all() {
    return authors.values();
  }

  List<Author> visible() {
    return authors.values().stream().filter(Author::isVisible).toList();
  }

  Optional<Author> find(XUserId id) {
    return Optional.ofNullable(authors.get(id));
  }

  int size() {
    return authors.size();
  }

  /** The oldest watermark. */
  Optional<PostId> oldestWatermark() {
    return authors.values().stream().map(it -> it.watch().watermark()).min(PostId::compareTo);
  }
}
