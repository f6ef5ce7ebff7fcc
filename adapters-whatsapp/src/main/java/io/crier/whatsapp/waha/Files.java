package io.crier.whatsapp.waha;

import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaFile;
import jakarta.ws.rs.client.Client;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of one session: from the media store, and into it from WAHA.
 *
 * @param waha where WAHA is, if there is one
 */
record Files(
    Supplier<Client> client,
    Optional<URI> waha,
    MediaStore mediaStore,
    AccountId account,
    String apiKey) {

  private static final Logger LOG = System.getLogger(Files.class.getName());
  private static final long MAX_BYTES = 100L << 20;

  InputStream open(MediaFile file) throws IOException {
    return mediaStore.open(account, file.id()).orElseThrow(FileNotFoundException::new);
  }

  /**
   * Fetches a file that was received, and keeps it. WAHA puts its own idea of its address into the
   * URL: only the path can be trusted.
   */
  Optional<MediaFile> fetch(String url, String mimeType) {
    try {
      var path = URI.create(url).getRawPath();
      if (path == null || !path.startsWith("/api/files/")) {
        throw new IOException("the URL of the file is not one of WAHA's");
      }
      try (var answer =
          client
              .get()
              .target(waha.orElseThrow().resolve(path))
              .request()
              .header(Waha.KEY, apiKey)
              .get()) {
        if (answer.getStatus() != 200) {
          throw new IOException("the file was answered with " + answer.getStatus());
        }
        try (var bytes = answer.readEntity(InputStream.class)) {
          return Optional.of(mediaStore.keep(account, mimeType, bytes, MAX_BYTES));
        }
      }
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, "a received file could not be fetched", e);
      return Optional.empty();
    }
  }
}
