package io.crier.rest.outbound;

import java.time.Duration;

/**
 * The resources that one outbound request may use.
 *
 * @param connect the time limit for resolving the name, and again for connecting
 * @param deadline the time limit from the call to the last byte of the response
 * @param readBytes how much of a response body is read before the connection is closed
 * @param keptBytes how much of it is stored
 * @param connections the maximum of open connections, to all receivers together
 */
public record OutboundLimits(
    Duration connect, Duration deadline, int readBytes, int keptBytes, int connections) {

  /** Limits for downloads; the consumer decides how much of the body is read. */
  public static final OutboundLimits FILES =
      new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(60), 0, 0, 100);

  /** Limits for webhooks. */
  public static final OutboundLimits WEBHOOKS =
      new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 64 * 1024, 2 * 1024, 2_500);
}
