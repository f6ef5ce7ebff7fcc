package io.crier.rest.v1;

import io.crier.domain.users.SecretToken;

/** The links of invitations, below the URL at which people reach this server. */
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
}
