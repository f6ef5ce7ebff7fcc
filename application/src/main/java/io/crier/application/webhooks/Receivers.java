package io.crier.application.webhooks;

import io.crier.application.Published;
import io.crier.domain.webhooks.WebhookEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The receivers of webhooks, somewhere on the network. Slow: never called in a unit of work. */
public interface Receivers {

  /** Posts the event to the endpoint, in its format, signed. Never throws for what they do. */
  Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now);

  /** Why this server may not call this address, if it may not. */
  Optional<String> blocked(URI url);

  /** What came back, and after how long. */
  sealed interface Answer {

    Duration took();

    /** An answer with any status; {@code excerpt} is its first 2 KiB. */
    record Answered(int status, Optional<Duration> retryAfter, String excerpt, Duration took)
        implements Answer {}

    /** No answer: unreachable, too slow, or not allowed. */
    record Silent(String reason, Duration took) implements Answer {}
  }
}
