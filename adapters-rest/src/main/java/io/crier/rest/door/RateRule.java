package io.crier.rest.door;

import java.time.Duration;

/**
 * How many requests are let through.
 *
 * @param bucket what they are counted under: requests of one bucket share the limit
 */
public record RateRule(String bucket, int requests, Duration per) {}
