package io.crier.bootstrap;

import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import java.time.Clock;

/**
 * The fake X shared by all tests of one server. It runs until the end, because the server keeps
 * polling authors of finished tests.
 */
final class SharedFakeX {

  static final FakeX X = new FakeX(Clock.systemUTC(), Integer.getInteger("test.x.port"));

  static {
    // The server divides its requests among the authors of all tests so far.
    X.limit(Endpoint.TIMELINE, 30_000);
  }

  private SharedFakeX() {}
}
