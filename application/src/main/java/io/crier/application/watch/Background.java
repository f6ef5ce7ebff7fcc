package io.crier.application.watch;

import io.crier.application.TimerWheel;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The clock, threads and randomness of background work. */
public record Background(
    TimerWheel wheel, Executor executor, InstantSource clock, RandomGenerator random) {}
