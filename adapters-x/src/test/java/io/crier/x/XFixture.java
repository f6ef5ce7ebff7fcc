package io.crier.x;

import io.crier.x.fake.FakeX;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A fake X, a client of it, and the clock of both. */
public final class XFixture implements InstantSource, AutoCloseable {

  public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private volatile Instant now = START;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  public final FakeX x = new FakeX(this);
  public final XApi api = new XApi(x.uri(), Optional.of(FakeX.TOKEN), threads);

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration time) {
    now = now.plus(time);
  }

  /** A client with this timeout. */
  public XApi withTimeout(Duration time) {
    return new XApi(x.uri(), Optional.of(FakeX.TOKEN), threads, time);
  }

  public XApi withToken(String token) {
    return new XApi(x.uri(), Optional.of(token).filter(it -> !it.isEmpty()), threads);
  }

  public ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    api.close();
    x.close();
    threads.shutdownNow();
  }
}
