package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a script of the tests that uses parts of the side process. */
final class SideProcessScript {

  private static final Path SIDE_PROCESS = Path.of("target/sidecar");
  private static final Path SCRIPTS = Path.of("src/test/sidecar");

  private SideProcessScript() {}

  static Process start(String name) throws IOException {
    assumeTrue(
        Files.exists(SIDE_PROCESS.resolve("node_modules")),
        "the side process is not built, because Node was missing in the build");
    return new ProcessBuilder("node", SCRIPTS.resolve(name).toAbsolutePath().toString())
        .directory(SIDE_PROCESS.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Returns what it prints until it ends. */
  static String run(String name) throws IOException {
    return new String(start(name).getInputStream().readAllBytes(), UTF_8);
  }
}
