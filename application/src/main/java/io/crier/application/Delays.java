package io.crier.application;

import java.time.Duration;

/**
 * How long something took, over some cases.
 *
 * @param median what half of them took at most
 * @param p95 what 95 % of them took at most
 */
public record Delays(Duration median, Duration p95, Duration longest) {}
