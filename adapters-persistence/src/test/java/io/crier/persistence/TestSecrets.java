package io.crier.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A server secret for tests. */
public final class TestSecrets {

  private TestSecrets() {}

  public static ServerSecrets secrets() {
    return new ServerSecrets("nobody's secret at all".getBytes(UTF_8));
  }

  public static SealedBox box() {
    return new SealedBox(secrets());
  }
}
