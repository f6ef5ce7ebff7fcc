package io.crier.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The secret of a server that exists in tests only. */
public final class TestSecrets {

  private TestSecrets() {}

  public static ServerSecrets secrets() {
    return new ServerSecrets("nobody's secret at all".getBytes(UTF_8));
  }

  public static SealedBox box() {
    return new SealedBox(secrets());
  }
}
