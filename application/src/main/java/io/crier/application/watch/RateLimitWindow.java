package io.crier.application.watch;

import java.time.Instant;

/** How many requests an endpoint of X accepts until its window ends, as reported by X. */
public record RateLimitWindow(int limit, int remaining, Instant reset) {}
