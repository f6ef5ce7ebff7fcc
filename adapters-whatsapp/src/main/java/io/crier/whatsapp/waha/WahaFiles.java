package io.crier.whatsapp.waha;

import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
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
 * Reads the files of one session from the media store, and fetches files from WAHA into it.
 *
 * @param waha the address of WAHA, if configured
 */
record WahaFiles(
    Supplier<Client> client,
    Optional<URI> waha,
    MediaStore mediaStore,
    AccountId account,
    String apiKey) {

  private static final Logger LOG = System.getLogger(WahaFiles.class.getName());
  private static final long MAX_BYTES = 100L << 20;

  InputStream open(MediaFile file) throws IOException {
    return mediaStore.open(account, file.id()).orElseThrow(FileNotFoundException::new);
  }

  /**
   * Fetches a received file, and stores it. The host in the URL is WAHA's own view of its address,
   * so only the path is used.
   */
  Optional<MediaFile> fetch(String url, String mimeType) {
    try {
      var path = URI.create(url).getRawPath();
      if (path == null || !path.startsWith("/api/files/")) {
        throw new IOException("the URL of the file is not one of WAHA's");
      }
      try (var response =
          client
              .get()
              .target(waha.orElseThrow().resolve(path))
              .request()
              .header(Waha.KEY, apiKey)
              .get()) {
        if (response.getStatus() != 200) {
          throw new IOException("fetching the file failed with status " + response.getStatus());
        }
        try (var bytes = response.readEntity(InputStream.class)) {
          return Optional.of(mediaStore.keep(account, mimeType, bytes, MAX_BYTES));
        }
      }
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, "a received file could not be fetched", e);
      return Optional.empty();
    }
  }
}
