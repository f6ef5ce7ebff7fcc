package io.crier.whatsapp;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Settings of engines for tests. */
public final class EnginesFixture {

  private static final URI NOWHERE = URI.create("http://localhost:9");

  private EnginesFixture() {}

  /** A server that has this engine only. */
  public static EnginesConfiguration only(String engine) {
    return new EnginesConfiguration(
        Set.of(engine),
        new EnginesConfiguration.Cloud(NOWHERE, "v1.0"),
        new EnginesConfiguration.Web(
            "node", 64, NOWHERE, Optional.empty(), Optional.empty(), Optional.empty(), NOWHERE, 1),
        Optional.empty());
  }
}
