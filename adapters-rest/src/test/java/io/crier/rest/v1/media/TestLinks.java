package io.crier.rest.v1.media;

import java.time.Duration;
import java.time.Instant;

/** Media links for tests, with a fixed clock. */
public final class TestLinks {

  public static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

  private TestLinks() {}

  public static MediaLinks links() {
    return new MediaLinks(new byte[32], "https://crier.test/", Duration.ofHours(1), () -> NOW);
  }
}
