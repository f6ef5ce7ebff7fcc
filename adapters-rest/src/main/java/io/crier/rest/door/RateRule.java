package io.crier.rest.door;

import java.time.Duration;

/**
 * A rate limit.
 *
 * @param bucket requests in the same bucket share the limit
 */
public record RateRule(String bucket, int requests, Duration per) {}
