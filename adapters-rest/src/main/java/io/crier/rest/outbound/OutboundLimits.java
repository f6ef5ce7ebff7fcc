package io.crier.rest.outbound;

import java.time.Duration;

/**
 * How much of Crier a receiver may take up.
 *
 * @param connect until its name is resolved, and again until it is connected
 * @param deadline from the call to the last byte of the answer, however busy the connection is
 * @param readBytes what is read of an answer's body before the connection is cut
 * @param keptBytes what is kept of it
 * @param connections how many are open at once, to all receivers together
 */
public record OutboundLimits(
    Duration connect, Duration deadline, int readBytes, int keptBytes, int connections) {

  /** What suits files that are fetched; what is done with them sets how much is read. */
  public static final OutboundLimits FILES =
      new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(60), 0, 0, 100);

  /** What suits webhooks. */
  public static final OutboundLimits WEBHOOKS =
      new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 64 * 1024, 2 * 1024, 500);
}
