package io.crier.application.watch;

import io.crier.application.TimerWheel;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The time, threads and randomness of work that no caller waits for. */
public record Background(
    TimerWheel wheel, Executor executor, InstantSource clock, RandomGenerator random) {}
