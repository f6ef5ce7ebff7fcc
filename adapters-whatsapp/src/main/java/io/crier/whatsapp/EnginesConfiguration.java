package io.crier.whatsapp;

import io.crier.domain.sessions.EngineName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings of engines.
 *
 * @param enabled the names of the engines that this server has
 * @param wahaUrl where WAHA is, if this server is to use it
 */
public record EnginesConfiguration(
    Set<String> enabled, Cloud cloud, Web web, Optional<URI> wahaUrl) {

  /** Meta's API. */
  public record Cloud(URI url, String version) {}

  /** The side process for linked devices. */
  public record Web(
      String node,
      int memoryMegabytes,
      URI url,
      Optional<String> testRoot,
      Optional<Path> certificates,
      Optional<String> version,
      URI versionPage,
      long mediaBytes) {}

  /** Reads each key once; most defaults lie in this module's configuration file. */
  public static EnginesConfiguration of(Config config) {
    return new EnginesConfiguration(
        Set.copyOf(config.getValues("crier.engines", String.class)),
        new Cloud(
            config.getValue("crier.whatsapp.cloud.url", URI.class),
            config.getValue("crier.whatsapp.cloud.version", String.class)),
        new Web(
            config.getValue("crier.whatsapp.web.node", String.class),
            config.getValue("crier.whatsapp.web.memory", Integer.class),
            config.getValue("crier.whatsapp.web.url", URI.class),
            config.getOptionalValue("crier.whatsapp.web.test-root", String.class),
            config.getOptionalValue("crier.whatsapp.web.ca-file", Path.class),
            config.getOptionalValue("crier.whatsapp.web.version", String.class),
            config.getValue("crier.whatsapp.web.version-page", URI.class),
            config.getValue("crier.whatsapp.web.media-bytes", Long.class)),
        config.getOptionalValue("crier.whatsapp.waha.url", URI.class));
  }

  public boolean isEnabled(EngineName engine) {
    return enabled.contains(engine.value());
  }
}
