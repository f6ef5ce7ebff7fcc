package io.crier.application;

import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * The first answers to requests with an idempotency key, kept for a day. An entry is added in the
 * unit of work that fulfils the request, so that neither exists without the other.
 */
public interface Replays {

  /** The answer kept under this key, if it is younger than {@code since}. */
  Optional<Replay> find(AccountId account, String key, Instant since);

  /**
   * Keeps an answer, sealed. If another unit of work is keeping one under the same key, waits for
   * it and then throws {@link KeyTaken}.
   */
  void add(AccountId account, String key, Replay replay, Instant now);

  /** Deletes up to this many answers from before then; returns how many. */
  int forget(Instant before, int limit);

  /**
   * An answer to an earlier request.
   *
   * @param fingerprint of the request: a different request under the same key is refused
   */
  record Replay(String fingerprint, int status, String body) {}

  /** Another request with the same key was first. */
  final class KeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyTaken() {
      super("idempotency key taken", null, false, false);
    }
  }
}
