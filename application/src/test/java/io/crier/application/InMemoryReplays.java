package io.crier.application;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Answers in memory. */
public final class InMemoryReplays implements Replays {

  private static final Duration KEPT = Duration.ofDays(1);

  private final InMemoryTable<Key, Kept> table;

  private record Key(AccountId account, String text) {}

  private record Kept(Key key, Replay replay, Instant at) {}

  public InMemoryReplays(InMemoryUnitOfWork unitOfWork) {
    table =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.comparing(Key::text).thenComparing(key -> key.account().value()));
  }

  @Override
  public Optional<Replay> find(AccountId account, String key, Instant since) {
    return table
        .get(new Key(account, key))
        .filter(kept -> kept.at().isAfter(since))
        .map(Kept::replay);
  }

  @Override
  public void add(AccountId account, String key, Replay replay, Instant now) {
    if (find(account, key, now.minus(KEPT)).isPresent()) {
      throw new KeyTaken();
    }
    var mine = new Key(account, key);
    table.put(mine, new Kept(mine, replay, now));
  }

  @Override
  public int forget(Instant before, int limit) {
    var old = table.all(kept -> kept.at().isBefore(before)).stream().limit(limit).toList();
    old.forEach(kept -> table.remove(kept.key()));
    return old.size();
  }
}
