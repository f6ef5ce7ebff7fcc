package io.crier.rest.outbound;

import java.time.Duration;
import java.util.Optional;

/** What came of a request to a receiver. */
public sealed interface PostResult {

  Duration took();

  /**
   * The receiver answered.
   *
   * @param retryAfter the header as it came; see {@link RetryAfter}
   * @param excerpt the beginning of the body, read as UTF-8
   */
  record Responded(int status, Optional<String> retryAfter, String excerpt, Duration took)
      implements PostResult {

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * Crier's own policy forbids the request; nothing was sent, and nothing will be until URL, name
   * or policy change.
   */
  record Blocked(String reason, Duration took) implements PostResult {}

  /**
   * There was no connection, or it broke before the answer was complete. The receiver may have got
   * the request.
   */
  record Unreachable(String reason, Duration took) implements PostResult {}

  /** The answer was not complete at the deadline. The receiver may have got the request. */
  record TimedOut(Duration took) implements PostResult {}
}
