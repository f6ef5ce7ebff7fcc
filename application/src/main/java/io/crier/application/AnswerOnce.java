package io.crier.application;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_INVALID;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;

import io.crier.application.Replays.Replay;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Runs a request with an idempotency key once, and repeats its answer on each retry. The server may
 * crash between the request's work and {@link #keep}; a use case whose work must never be repeated
 * stores the answer itself, in its own unit of work.
 */
public final class AnswerOnce {

  /** How long an answer is stored. */
  public static final Duration KEPT_FOR = Duration.ofHours(24);

  private final Replays replays;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Map<RunningKey, KeyedRequest> running = new ConcurrentHashMap<>();

  public AnswerOnce(Replays replays, UnitOfWork unitOfWork, InstantSource clock) {
    this.replays = replays;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * What identifies a request within its account.
   *
   * @param key the idempotency key that the caller sent
   * @param fingerprint of the whole request
   */
  public record KeyedRequest(String key, String fingerprint) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public KeyedRequest {
      if (!FORM.matcher(key).matches()) {
        throw new Refused(IDEMPOTENCY_KEY_INVALID);
      }
    }

    /** The answer stored under this key, which must be the answer to this same request. */
    public Replay of(Replay kept) {
      if (!kept.fingerprint().equals(fingerprint)) {
        throw new Refused(IDEMPOTENCY_KEY_REUSED);
      }
      return kept;
    }
  }

  private record RunningKey(AccountId account, String key) {}

  /**
   * The first answer, if there is one; otherwise the caller runs the request and then calls {@link
   * #end}.
   */
  public Optional<Replay> begin(AccountId account, KeyedRequest request) {
    if (running.putIfAbsent(new RunningKey(account, request.key()), request) != null) {
      throw new Refused(IDEMPOTENCY_KEY_IN_USE);
    }
    try {
      var since = clock.instant().minus(KEPT_FOR);
      var kept =
          unitOfWork.execute(() -> replays.find(account, request.key(), since)).map(request::of);
      kept.ifPresent(replay -> end(account, request));
      return kept;
    } catch (RuntimeException e) {
      end(account, request);
      throw e;
    }
  }

  /** Stores the answer for retries. */
  public void keep(AccountId account, KeyedRequest request, int status, String body) {
    var replay = new Replay(request.fingerprint(), status, body);
    unitOfWork.run(() -> replays.add(account, request.key(), replay, clock.instant()));
  }

  /** Call this once a request that was begun has been answered or has failed. */
  public void end(AccountId account, KeyedRequest request) {
    running.remove(new RunningKey(account, request.key()), request);
  }
}
