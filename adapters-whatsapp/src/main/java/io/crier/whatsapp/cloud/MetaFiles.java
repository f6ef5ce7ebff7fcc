package io.crier.whatsapp.cloud;

import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaFailure;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.regex.Pattern;

/** Requests files, only from Meta's servers because requests carry the token. */
final class MetaFiles {

  private static final Pattern META =
      Pattern.compile("(.+\\.)?(facebook|fbsbx|whatsapp)\\.(com|net)");

  private final Client client;
  private final URI graph;

  /**
   * @param graph the address of the Graph API, from which files may be fetched, too
   */
  MetaFiles(Client client, URI graph) {
    this.client = client;
    this.graph = graph;
  }

  Invocation.Builder request(URI url, String bearer) throws MediaUnavailable {
    if (!isOfMeta(url)) {
      throw new MediaUnavailable(MediaFailure.BLOCKED, "the URL of the file is not one of Meta's");
    }
    return client.target(url).request().header(HttpHeaders.AUTHORIZATION, bearer);
  }

  private boolean isOfMeta(URI uri) {
    var host = uri.getHost();
    return host != null
        && (graph.getScheme().equals(uri.getScheme())
                && graph.getAuthority().equals(uri.getAuthority())
            || "https".equals(uri.getScheme()) && META.matcher(host).matches());
  }
}
