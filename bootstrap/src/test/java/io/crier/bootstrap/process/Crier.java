package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The built server as a separate process, with its own port, data folder and logs. */
final class Crier implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Path wlp;
  private final Home home;
  private final int port;
  private final Map<String, String> settings;
  private Process process;

  /** The folder for everything that a server writes. */
  record Home(Path path) {

    Path data() {
      return path.resolve("data");
    }

    Path ledgers() {
      return data().resolve("simulator");
    }

    Path configuration() {
      return path.resolve("usr/servers/crier");
    }

    Path logs() {
      return path.resolve("output/crier/logs");
    }

    Path workarea() {
      return path.resolve("output/crier/workarea");
    }

    Path console() {
      return path.resolve("console.log");
    }

    /** Deletes everything that an earlier server left. */
    void forget() throws IOException {
      if (!Files.exists(path)) {
        return;
      }
      try (var files = Files.walk(path)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * @param wlp the Liberty that the build has assembled with the server
   */
  Crier(Path wlp, Home home, Map<String, String> settings) throws IOException {
    this.wlp = wlp;
    this.home = home;
    this.port = FreePort.find();
    this.settings = new HashMap<>(settings);
    this.settings.put("CRIER_PORT", Integer.toString(port));
    this.settings.put("CRIER_DATA", home.path().relativize(home.data()).toString());
    this.settings.put("WLP_USER_DIR", home.path().resolve("usr").toString());
    this.settings.put("WLP_OUTPUT_DIR", home.path().resolve("output").toString());
    copyServer();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private void copyServer() throws IOException {
    copy(
        wlp.resolve("usr/servers/crier"),
        home.configuration(),
        name -> !name.startsWith("workarea") && !name.startsWith("logs"));
    if (!Files.exists(home.workarea()) && Files.exists(prepared())) {
      copy(prepared(), home.workarea(), name -> true);
    }
  }

  /** What Liberty finds out at its first start, which is most of it, by a server that has ended. */
  private Path prepared() {
    return wlp.resolveSibling("workarea");
  }

  private void keepWhatIsPrepared() {
    if (Files.exists(prepared())) {
      return;
    }
    try {
      var copy = Files.createTempDirectory(wlp.getParent(), "workarea");
      copy(home.workarea(), copy, name -> true);
      Files.move(copy, prepared());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to, Predicate<Path> chosen) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = from.relativize(file);
        if (chosen.test(name)) {
          Files.createDirectories(to.resolve(name).getParent());
          Files.copy(file, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  int port() {
    return port;
  }

  /** Returns at once; the server responds later. */
  void start() {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + wlp.resolve("lib/platform/java/java24.options"),
                "@" + home.configuration().resolve("jvm.options"),
                "-jar",
                wlp.resolve("bin/tools/ws-server.jar").toString(),
                "crier"));
    builder.environment().keySet().removeIf(name -> name.startsWith("CRIER_"));
    builder.environment().putAll(settings);
    builder.directory(home.path().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.console().toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    var health = new AtomicReference<>("no answer");
    if (!Pause.holdsWithin(TIMEOUT, () -> isReady(health))) {
      throw new IllegalStateException("not ready after " + TIMEOUT + ": " + health);
    }
  }

  private boolean isReady(AtomicReference<String> health) {
    requireAlive();
    try (var wire = new Wire(port)) {
      var answer = wire.call("GET", "/health/ready", Map.of(), "");
      health.set(answer.body());
      return answer.status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The CPU time used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the server ended by itself with code "
              + process.exitValue()
              + ": see "
              + home.console());
    }
  }

  /** The exit code of a server that has ended by itself. */
  int exitCode() {
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The child processes that it has started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Like {@code kill -9}; returns the time after which this run has done nothing more. */
  Instant kill() {
    requireAlive();
    process.destroyForcibly();
    awaitEnd();
    return Instant.now();
  }

  /** Stops its threads in the middle of what they do, until {@link #thaw}. */
  Instant freeze() {
    signal("STOP");
    return Instant.now();
  }

  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    if (!run("kill", "-" + name, Long.toString(process.pid()))) {
      throw new IllegalStateException("the server takes no signals");
    }
  }

  /**
   * Whether it may make files longer; without, each write fails, as on a full disk. Returns whether
   * this machine can do that.
   */
  boolean lengthenFiles(boolean allowed) {
    var most = allowed ? "unlimited" : "1";
    return run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + most + ":");
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops the server, as Ctrl-C does. */
  void stop() {
    process.destroy();
    awaitEnd();
    keepWhatIsPrepared();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
