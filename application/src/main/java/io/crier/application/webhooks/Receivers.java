package io.crier.application.webhooks;

import io.crier.application.events.Published;
import io.crier.domain.webhooks.WebhookEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The receivers of webhooks. Slow: never call them in a unit of work. */
public interface Receivers {

  /**
   * Posts the event to the endpoint, signed and in its format. Never throws, whatever the response.
   */
  Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now);

  /** Why this server may not call this address, if so. */
  Optional<String> blocked(URI url);

  /** The response, and how long it took. */
  sealed interface Answer {

    Duration took();

    Verdict verdict();

    /** A response with any status; {@code excerpt} is its first 2 KiB. */
    record Answered(
        int status, Verdict verdict, Optional<Duration> retryAfter, String excerpt, Duration took)
        implements Answer {}

    /** No response: unreachable, timed out, or not allowed. */
    record Silent(String reason, Duration took) implements Answer {
      @Override
      public Verdict verdict() {
        return Verdict.RETRY;
      }
    }

    /** Nothing was posted: the endpoint's format does not include this event. */
    record Skipped() implements Answer {
      @Override
      public Duration took() {
        return Duration.ZERO;
      }

      @Override
      public Verdict verdict() {
        return Verdict.RECEIVED;
      }
    }
  }

  /** What a response means for the delivery, by the rules of the endpoint's format. */
  enum Verdict {
    RECEIVED,
    /** Try again later. */
    RETRY,
    /** The receiver will never accept this event. */
    REJECTED,
    /** The receiver wants no more events: the endpoint is disabled. */
    GONE
  }
}
