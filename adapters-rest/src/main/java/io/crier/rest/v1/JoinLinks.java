package io.crier.rest.v1;

import io.crier.domain.users.SecretToken;
import java.net.URI;

/** The links that lead people back here, below the URL at which people reach this server. */
public final class JoinLinks {

  private final String root;

  /**
   * @param url the public URL, or that of localhost if the operator has set none
   */
  public JoinLinks(String url) {
    root = url.replaceAll("/+$", "");
  }

  /** The token is behind the {@code #}, so that browsers send it to no server. */
  public String of(SecretToken token) {
    return root + "/#/join/" + token.value();
  }

  /** Where a provider sends people who have signed in there. */
  public URI fromProvider(String id) {
    return URI.create(root + "/v1/sign-in/" + id + "/callback");
  }
}
