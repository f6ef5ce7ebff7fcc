package io.crier.domain.protection;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an account has behaved. The first offence is a warning; each further one leads to a block,
 * longer than the last, until there has been none for a day.
 *
 * @param guarded whether offences count; false for the operator's own account
 * @param offences since the last day without any
 * @param block the current block, or one whose end has not been published yet
 */
public record Conduct(
    AccountId account,
    boolean guarded,
    int offences,
    Optional<Instant> lastOffenceAt,
    Optional<Block> block) {

  private static final Duration FORGIVEN_AFTER = Duration.ofDays(1);
  private static final List<Duration> BLOCKS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(6));

  /** The conduct of an account that has done nothing wrong. */
  public static Conduct good(AccountId account) {
    return new Conduct(account, true, 0, Optional.empty(), Optional.empty());
  }

  /** Another offence; ignored while the account is blocked, or not guarded. */
  public Conduct offend(Offence offence, Instant now) {
    if (!guarded || isBlocked(now)) {
      return this;
    }
    var next = nextBlock(now).map(length -> new Block(offence, now, now.plus(length)));
    return new Conduct(account, true, counted(now) + 1, Optional.of(now), next);
  }

  /** How long the next offence blocks the account; empty if it only leads to a warning. */
  public Optional<Duration> nextBlock(Instant now) {
    var before = counted(now);
    return before == 0
        ? Optional.empty()
        : Optional.of(BLOCKS.get(Math.min(before, BLOCKS.size()) - 1));
  }

  public boolean isBlocked(Instant now) {
    return block.filter(it -> !it.isOver(now)).isPresent();
  }

  /** When the account was last warned or blocked, if that still counts. */
  public Optional<Instant> offendedAt(Instant now) {
    return lastOffenceAt.filter(it -> counted(now) > 0);
  }

  /** The same without its block, once that is over. */
  public Conduct unblocked() {
    return new Conduct(account, guarded, offences, lastOffenceAt, Optional.empty());
  }

  /** The same with its offences forgiven. */
  public Conduct forgiven() {
    return new Conduct(account, guarded, 0, Optional.empty(), Optional.empty());
  }

  public Conduct guarded(boolean whether) {
    return new Conduct(account, whether, offences, lastOffenceAt, block);
  }

  /** A block does not count as time without offences. */
  private int counted(Instant now) {
    var since = block.map(Block::until).or(() -> lastOffenceAt);
    return since.filter(it -> now.isBefore(it.plus(FORGIVEN_AFTER))).isPresent() ? offences : 0;
  }
}
