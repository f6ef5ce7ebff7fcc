package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How long the side process asks WhatsApp nothing after too many queries. */
class QueryPausesTest {

  private static final Path SIDE_PROCESS = Path.of("target/sidecar");
  private static final Path SCRIPT = Path.of("src/test/sidecar/limit-queries.mjs");

  @Test
  void growUntilAQueryIsAnswered() throws Exception {
    assumeTrue(
        Files.exists(SIDE_PROCESS.resolve("node_modules")), "the side process was not built");
    var process =
        new ProcessBuilder("node", SCRIPT.toAbsolutePath().toString())
            .directory(SIDE_PROCESS.toFile())
            .redirectErrorStream(true)
            .start();

    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(printed)
        .isEqualToIgnoringNewLines(
            "{\"pauses\":[30,60,120,240,480,960,1920,3600,3600,0,30],\"queries\":11}");
  }
}
