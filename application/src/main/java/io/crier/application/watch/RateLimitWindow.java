package io.crier.application.watch;

import java.time.Instant;

/** How many requests an endpoint of X takes until its window ends, as it said itself. */
public record RateLimitWindow(int limit, int remaining, Instant reset) {}
