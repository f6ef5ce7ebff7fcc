package io.crier.application.webhooks;

import io.crier.application.events.Published;
import io.crier.domain.webhooks.WebhookEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The receivers of webhooks, somewhere on the network. Slow: never called in a unit of work. */
public interface Receivers {

  /** Posts the event to the endpoint, in its format, signed. Never throws for what it answers. */
  Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now);

  /** Why this server may not call this address, if it may not. */
  Optional<String> blocked(URI url);

  /** What came back, and after how long. */
  sealed interface Answer {

    Duration took();

    Verdict verdict();

    /** An answer with any status; {@code excerpt} is its first 2 KiB. */
    record Answered(
        int status, Verdict verdict, Optional<Duration> retryAfter, String excerpt, Duration took)
        implements Answer {}

    /** No answer: unreachable, too slow, or not allowed. */
    record Silent(String reason, Duration took) implements Answer {
      @Override
      public Verdict verdict() {
        return Verdict.RETRY;
      }
    }

    /** Nothing was posted: the endpoint's format has no such event. */
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

  /** What an answer means for the delivery, by the rules of the endpoint's format. */
  enum Verdict {
    RECEIVED,
    /** Try again later. */
    RETRY,
    /** The receiver will never take this event. */
    REJECTED,
    /** The receiver wants nothing more: the endpoint is disabled. */
    GONE
  }
}
