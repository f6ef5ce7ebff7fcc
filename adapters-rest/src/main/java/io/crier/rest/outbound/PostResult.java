package io.crier.rest.outbound;

import java.time.Duration;
import java.util.Optional;

/** The result of a POST to a receiver. */
public sealed interface PostResult {

  Duration took();

  /**
   * The receiver answered.
   *
   * @param retryAfter the header as received; see {@link RetryAfter}
   * @param excerpt the beginning of the body, read as UTF-8
   */
  record Responded(int status, Optional<String> retryAfter, String excerpt, Duration took)
      implements PostResult {

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * The outbound policy forbids the request. Nothing was sent, and retrying is useless until the
   * URL, its DNS records or the policy change.
   */
  record Blocked(String reason, Duration took) implements PostResult {}

  /**
   * The connection failed, or broke before the response was complete. The receiver may have
   * received the request.
   */
  record Unreachable(String reason, Duration took) implements PostResult {}

  /** The response was not complete by the deadline. The receiver may have received the request. */
  record TimedOut(Duration took) implements PostResult {}
}
