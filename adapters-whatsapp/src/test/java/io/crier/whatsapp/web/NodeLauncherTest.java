package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLauncherTest {

  @TempDir Path folder;

  @BeforeEach
  void requireBundle() {
    assumeTrue(
        NodeLauncher.class.getResource("/sidecar/sidecar.mjs") != null,
        "the side process is not bundled, because Node was missing in the build");
  }

  @Test
  void isMissingWithoutNode() {
    assertThat(launcher(folder.resolve("no-such-node")).missing())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("Node 20").contains("no-such-node is not"));
  }

  @Test
  void requiresNode20() throws IOException {
    assertThat(launcher(program("echo 18")).missing()).isPresent();
    assertThat(launcher(program("echo 20")).missing()).isEmpty();
  }

  /** The environment of the tests contains far more. */
  @Test
  void startsProcessWithMinimalEnvironment() throws Exception {
    var process = launcher(program("env")).launch();

    assertThat(lines(process))
        .extracting(line -> line.replaceAll("=.*", ""))
        .contains("TMPDIR", "NODE_ENV")
        .isSubsetOf("NODE_ENV", "PATH", "PWD", "SHLVL", "TMPDIR", "TZ", "_");
  }

  @Test
  void removesFilesOfEarlierProcess() throws Exception {
    var leftover = Files.createDirectories(folder.resolve("data/media")).resolve("picture");
    Files.writeString(leftover, "of somebody");

    launcher(program("exit 0")).launch().waitFor();

    assertThat(leftover).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
        .isEqualTo("rwx------");
  }

  private static List<String> lines(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }

  private Path program(String script) throws IOException {
    var file = Files.createTempFile(folder, "node", "");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private NodeLauncher launcher(Path node) {
    return new NodeLauncher(
        new WebSettings(
            node.toString(),
            512,
            WebSettings.WHATSAPP,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            WebSettings.VERSION_PAGE,
            1,
            folder.resolve("data")));
  }
}
