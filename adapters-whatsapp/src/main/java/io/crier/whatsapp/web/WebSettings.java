package io.crier.whatsapp.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the web engine runs.
 *
 * @param node the program that runs the side process
 * @param memoryMegabytes how much that process may take for what it keeps in memory
 * @param url WhatsApp's address, or that of something which pretends to be it
 * @param testRoot the key, in hex, that certificates of a pretended WhatsApp lead to
 * @param certificates a file of authorities that are trusted besides the usual ones
 * @param version the client that it says to be, as {@code 2.3000.1043857760}; empty for the one
 *     that Baileys was made for
 * @param mediaBytes the largest file that is taken in
 * @param folder where it keeps its program and files on their way
 */
public record WebSettings(
    String node,
    int memoryMegabytes,
    URI url,
    Optional<String> testRoot,
    Optional<Path> certificates,
    Optional<String> version,
    long mediaBytes,
    Path folder) {

  public static final URI WHATSAPP = URI.create("wss://web.whatsapp.com/ws/chat");

  public WebSettings {
    if (testRoot.isPresent() && isWhatsApp(url)) {
      throw new IllegalArgumentException(
          "CRIER_WHATSAPP_WEB_TEST_ROOT is for tests: it cannot go with WhatsApp's own address");
    }
    if (testRoot.filter(root -> !root.matches("[0-9a-fA-F]{64}")).isPresent()) {
      throw new IllegalArgumentException(
          "CRIER_WHATSAPP_WEB_TEST_ROOT is a key of 32 bytes in hex");
    }
    if (version.filter(it -> !it.matches("\\d+\\.\\d+\\.\\d+")).isPresent()) {
      throw new IllegalArgumentException(
          "CRIER_WHATSAPP_WEB_VERSION is three numbers, as 2.3000.1043857760");
    }
  }

  /** Where files lie while they go from one side to the other. */
  Path mediaFolder() {
    return folder.resolve("media");
  }

  private static boolean isWhatsApp(URI url) {
    var host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
    return host.matches("(?:.*\\.)?whatsapp\\.(?:com|net)\\.?");
  }
}
