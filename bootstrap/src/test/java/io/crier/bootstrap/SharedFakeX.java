package io.crier.bootstrap;

import io.crier.x.fake.FakeX;
import java.time.Clock;

/**
 * The X of all tests before one server: it stays to the end, as the server goes on to ask it for
 * the authors of tests that are over.
 */
final class SharedFakeX {

  static final FakeX X = new FakeX(Clock.systemUTC(), Integer.getInteger("test.x.port"));

  private SharedFakeX() {}
}
