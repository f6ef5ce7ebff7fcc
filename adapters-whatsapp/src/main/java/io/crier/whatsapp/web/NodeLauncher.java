package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crier.domain.sessions.ClientVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the bundled side process on Node, with an environment free of secrets. */
final class NodeLauncher implements Launcher {

  private static final String BUNDLE = "/sidecar/sidecar.mjs";
  private static final String VERSION = "/sidecar/version";
  private static final int MIN_VERSION = 20;
  private static final int TIMEOUT_SECONDS = 10;

  private final WebSettings settings;
  private volatile boolean available;

  NodeLauncher(WebSettings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<String> missing() {
    if (available) {
      return Optional.empty();
    }
    if (NodeLauncher.class.getResource(BUNDLE) == null) {
      return Optional.of(
          "Crier was built without it, because Node %d or newer and npm were missing"
              .formatted(MIN_VERSION));
    }
    if (nodeVersion() < MIN_VERSION) {
      return Optional.of(
          "it requires Node %d or newer, and %s is not".formatted(MIN_VERSION, settings.node()));
    }
    available = true;
    return Optional.empty();
  }

  @Override
  public Optional<ClientVersion> version() {
    try (var file = NodeLauncher.class.getResourceAsStream(VERSION)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new ClientVersion(new String(file.readAllBytes(), US_ASCII).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The major version of Node; 0 if it is missing. */
  private int nodeVersion() {
    try {
      var process =
          builder(List.of(settings.node(), "--print", "parseInt(process.versions.node)")).start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return 0;
      }
      return Integer.parseInt(new String(process.getInputStream().readAllBytes()).strip());
    } catch (IOException | NumberFormatException none) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public Process launch() throws IOException {
    var program = settings.folder().resolve("sidecar.mjs");
    prepareFolder();
    try (var bundle = NodeLauncher.class.getResourceAsStream(BUNDLE)) {
      if (bundle == null) {
        throw new IOException(missing().orElse("the side process is missing"));
      }
      Files.copy(bundle, program, StandardCopyOption.REPLACE_EXISTING);
    }
    return builder(
            List.of(
                settings.node(),
                "--max-old-space-size=" + settings.memoryMegabytes(),
                program.toString()))
        .start();
  }

  /** Deletes files that an earlier process left behind. */
  private void prepareFolder() throws IOException {
    Files.createDirectories(settings.mediaFolder());
    try {
      Files.setPosixFilePermissions(
          settings.folder(), PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException windows) {
      // On Windows, folders inherit permissions that keep them private to their owner.
    }
    try (var left = Files.list(settings.mediaFolder())) {
      for (var file : left.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    var path = System.getenv("PATH");
    var environment = builder.environment();
    environment.clear();
    environment.putAll(
        Map.of("NODE_ENV", "production", "TZ", "UTC", "TMPDIR", settings.mediaFolder().toString()));
    if (path != null) {
      environment.put("PATH", path);
    }
    settings
        .certificates()
        .ifPresent(file -> environment.put("NODE_EXTRA_CA_CERTS", file.toString()));
    return builder;
  }
}
