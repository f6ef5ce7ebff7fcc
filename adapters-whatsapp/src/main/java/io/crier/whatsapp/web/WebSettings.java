package io.crier.whatsapp.web;

import io.crier.domain.sessions.ClientVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of the web engine.
 *
 * @param node the program that runs the side process
 * @param memoryMegabytes the maximum heap of that process
 * @param url the address of WhatsApp, or of a fake
 * @param testRoot the root key of a fake's certificates, in hex
 * @param certificates a file of additional trusted certificate authorities
 * @param version the client version to report to WhatsApp, such as {@code 2.3000.1043857760}; empty
 *     for the newest that Baileys or the page knows
 * @param versionPage the page of WhatsApp that tells the newest version
 * @param mediaBytes the maximum size of received files
 * @param folder the folder of the program and temporary files
 */
public record WebSettings(
    String node,
    int memoryMegabytes,
    URI url,
    Optional<String> testRoot,
    Optional<Path> certificates,
    Optional<String> version,
    URI versionPage,
    long mediaBytes,
    Path folder) {

  public static final URI WHATSAPP = URI.create("wss://web.whatsapp.com/ws/chat");

  public static final URI VERSION_PAGE = URI.create("https://web.whatsapp.com/sw.js");

  public WebSettings {
    if (testRoot.isPresent() && isWhatsApp(url)) {
      throw new IllegalArgumentException(
          "CRIER_WHATSAPP_WEB_TEST_ROOT is for tests, not for WhatsApp's own address");
    }
    if (testRoot.filter(root -> !root.matches("[0-9a-fA-F]{64}")).isPresent()) {
      throw new IllegalArgumentException("CRIER_WHATSAPP_WEB_TEST_ROOT must be 32 bytes in hex");
    }
    if (version.filter(it -> !ClientVersion.isValid(it)).isPresent()) {
      throw new IllegalArgumentException(
          "CRIER_WHATSAPP_WEB_VERSION must be three numbers, such as 2.3000.1043857760");
    }
  }

  /** The folder of files that are passed to or from the process. */
  Path mediaFolder() {
    return folder.resolve("media");
  }

  /** Whether the page says something about the server: WhatsApp's own does not about a fake. */
  boolean asksForVersions() {
    return version.isEmpty() && (isWhatsApp(url) || !isWhatsApp(versionPage));
  }

  private static boolean isWhatsApp(URI url) {
    var host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
    return host.matches("(?:.*\\.)?whatsapp\\.(?:com|net)\\.?");
  }
}
