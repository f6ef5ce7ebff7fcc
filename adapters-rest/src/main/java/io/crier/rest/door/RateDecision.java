package io.crier.rest.door;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a request is let through.
 *
 * @param reset when the whole limit is free again, if no request comes
 * @param retryAfter how long to wait before asking again; zero for what is let through
 */
public record RateDecision(
    boolean allowed, long limit, long remaining, Instant reset, Duration retryAfter) {}
