package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.sessions.ClientVersion;
import io.crier.whatsapp.Scheduler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The version of WhatsApp's client that connections report: the configured one, or the newest that
 * is known to Baileys or was on WhatsApp's page. What the page told is kept over restarts.
 */
final class ClientVersions {

  private static final Logger LOG = System.getLogger(ClientVersions.class.getName());
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final WebSettings settings;
  private final SideProcess process;
  private final Proxies proxies;
  private final Scheduler scheduler;
  private final Path file;
  private volatile Optional<ClientVersion> current;
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
  private Instant next = Instant.MIN;

  /**
   * @param known the version of Baileys
   */
  ClientVersions(
      WebSettings settings,
      Optional<ClientVersion> known,
      SideProcess process,
      Proxies proxies,
      Scheduler scheduler) {
    this.settings = settings;
    this.process = process;
    this.proxies = proxies;
    this.scheduler = scheduler;
    file = settings.folder().resolve("client-version");
    current = settings.version().map(ClientVersion::new).or(() -> known);
    if (settings.asksForVersions()) {
      kept().ifPresent(this::raise);
    }
  }

  Optional<ClientVersion> current() {
    return current;
  }

  /**
   * Asks WhatsApp's page for the newest version, through the proxy in these settings of a session.
   * Completes, even if that fails, once the version is known; at once if it was asked lately.
   */
  synchronized CompletableFuture<Void> look(Map<String, String> session) {
    var now = scheduler.now();
    if (settings.asksForVersions() && !now.isBefore(next)) {
      next = now.plus(INTERVAL);
      last =
          CompletableFuture.supplyAsync(() -> ask(session), scheduler.executor())
              .thenCompose(answer -> answer)
              .thenAccept(this::learn)
              .exceptionally(
                  e -> {
                    LOG.log(Level.WARNING, "WhatsApp's page was not asked for its version", e);
                    return null;
                  });
    }
    return last;
  }

  private CompletableFuture<JsonNode> ask(Map<String, String> session) {
    try {
      var line = SideProcess.line("do", "version").put("page", settings.versionPage().toString());
      var proxy = session.get(Proxies.SETTING.name());
      if (proxy != null) {
        line.put("proxy", proxies.resolve(proxy));
      }
      return process.instance().request(line, TIMEOUT);
    } catch (IOException | SideProcess.Unavailable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void learn(JsonNode answer) {
    var told = answer.path("version").asText();
    if (!ClientVersion.isValid(told)) {
      LOG.log(Level.WARNING, "WhatsApp's page tells no version of its client");
    } else if (raise(new ClientVersion(told))) {
      LOG.log(Level.INFO, "linked devices report version {0} of WhatsApp''s client", told);
      keep(told);
    }
  }

  /** Whether this is newer than the current one, which it then is. */
  private synchronized boolean raise(ClientVersion other) {
    var newer = current.filter(it -> it.compareTo(other) >= 0).isEmpty();
    if (newer) {
      current = Optional.of(other);
    }
    return newer;
  }

  private void keep(String version) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, version, US_ASCII);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the version of WhatsApp's client is not kept", e);
    }
  }

  private Optional<ClientVersion> kept() {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip())
              .filter(ClientVersion::isValid)
              .map(ClientVersion::new)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
