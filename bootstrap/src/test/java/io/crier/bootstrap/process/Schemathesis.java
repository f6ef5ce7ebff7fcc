package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program of this name, which sends requests made from an OpenAPI document. It is installed
 * into the build's folder, in the versions of {@code requirements.txt}.
 */
final class Schemathesis {

  private static final Path SOURCES = Path.of("src/test/schemathesis").toAbsolutePath();
  private static final String HAS_VENV =
      "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

  private final Path folder;

  private Schemathesis(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Installs it, unless it is there. */
  static Schemathesis in(Path folder) throws IOException, InterruptedException {
    var schemathesis = new Schemathesis(folder);
    schemathesis.install();
    return schemathesis;
  }

  /** Whether there is a Python that can install it. */
  static boolean canBeInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", HAS_VENV).start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /** What it has printed, and whether it has found nothing. */
  record Report(boolean passed, String text) {}

  /**
   * Tests what the server's document describes, with the key of an operator.
   *
   * @param phases separated by commas
   */
  Report run(Tenant operator, String phases, List<String> options)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(program("schemathesis"));
    command.addAll(List.of("--no-color", "--config-file"));
    command.add(SOURCES.resolve("schemathesis.toml").toString());
    command.add("run");
    command.add("http://127.0.0.1:" + operator.port() + "/openapi?format=json");
    command.addAll(List.of("--phases", phases));
    command.addAll(options);
    var log = folder.resolve(phases + ".txt");
    var account = Tenant.find("\"id\":\"([^\"]+)\"", operator.json("GET", "/v1/account", ""));
    var environment =
        Map.of(
            "CRIER_KEY", operator.key(),
            "CRIER_ACCOUNT", account,
            "PYTHONPATH", SOURCES.toString());
    var status = execute(command, log, environment);
    return new Report(status == 0, Files.readString(log));
  }

  private void install() throws IOException, InterruptedException {
    var wanted = Files.readString(SOURCES.resolve("requirements.txt"));
    var installed = folder.resolve("installed.txt");
    if (Files.exists(installed) && Files.readString(installed).equals(wanted)) {
      return;
    }
    Files.createDirectories(folder);
    require(List.of("python3", "-m", "venv", "--clear", folder.resolve("venv").toString()));
    require(
        List.of(
            program("python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            SOURCES.resolve("requirements.txt").toString()));
    Files.writeString(installed, wanted);
  }

  private String program(String name) {
    return folder.resolve("venv/bin").resolve(name).toString();
  }

  private void require(List<String> command) throws IOException, InterruptedException {
    var log = folder.resolve("install.txt");
    if (execute(command, log, Map.of()) != 0) {
      throw new IllegalStateException(command + ": " + Files.readString(log));
    }
  }

  private int execute(List<String> command, Path log, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONIOENCODING", UTF_8.name());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("COLUMNS", "160");
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
