package io.crier.whatsapp.cloud;

import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.regex.Pattern;

/** Fetches files, only from Meta's servers because requests carry the token. */
final class MetaFiles {

  private static final Pattern META =
      Pattern.compile("(.+\\.)?(facebook|fbsbx|whatsapp)\\.(com|net)");
  private static final long MAX_BYTES = 100L << 20;

  private final Client client;
  private final URI graph;
  private final MediaStore mediaStore;

  /**
   * @param graph the address of the Graph API, from which files may be fetched, too
   */
  MetaFiles(Client client, URI graph, MediaStore mediaStore) {
    this.client = client;
    this.graph = graph;
    this.mediaStore = mediaStore;
  }

  MediaFile fetch(AccountId account, String mimeType, URI url, String bearer) throws IOException {
    if (!isOfMeta(url)) {
      throw new IOException("the URL of the file is not one of Meta's");
    }
    try (var response =
        client.target(url).request().header(HttpHeaders.AUTHORIZATION, bearer).get()) {
      if (response.getStatus() != 200) {
        throw new IOException("fetching the file failed with status " + response.getStatus());
      }
      try (var bytes = response.readEntity(InputStream.class)) {
        return mediaStore.keep(account, mimeType, bytes, MAX_BYTES);
      }
    }
  }

  private boolean isOfMeta(URI uri) {
    var host = uri.getHost();
    return host != null
        && (graph.getScheme().equals(uri.getScheme())
                && graph.getAuthority().equals(uri.getAuthority())
            || "https".equals(uri.getScheme()) && META.matcher(host).matches());
  }
}
