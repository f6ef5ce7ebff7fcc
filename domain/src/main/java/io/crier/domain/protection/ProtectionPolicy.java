package io.crier.domain.protection;

import java.time.Duration;

/**
 * From when on behaviour is an offence.
 *
 * @param enabled whether accounts are protected at all
 * @param unknownNumbers messages to numbers that are not on WhatsApp, within {@link #UNKNOWN_PER}
 * @param excessRequests requests beyond the rate limit, within {@link #EXCESS_PER}
 * @param spikeFactor how many times the sends of the busiest of the last days make a spike
 * @param spikeFrom no spike below this number of sends in a day
 */
public record ProtectionPolicy(
    boolean enabled, int unknownNumbers, int excessRequests, int spikeFactor, int spikeFrom) {

  public static final Duration UNKNOWN_PER = Duration.ofHours(1);
  public static final Duration EXCESS_PER = Duration.ofMinutes(1);

  /** The days before today whose busiest is the measure of a spike. */
  public static final int SPIKE_DAYS = 14;

  public ProtectionPolicy {
    if (unknownNumbers < 1 || excessRequests < 1 || spikeFactor < 1 || spikeFrom < 0) {
      throw new IllegalArgumentException("the limits of crier.protection must be positive");
    }
  }

  /**
   * Whether the sends of today are a spike; an account without a past has none.
   *
   * @param busiest the most sends on one of the days before
   */
  public boolean isSpike(long today, long busiest) {
    return busiest > 0 && today >= spikeFrom && today > busiest * spikeFactor;
  }
}
