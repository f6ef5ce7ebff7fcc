package io.crier.domain.xaccounts;

import java.util.Optional;

/**
 * An author on X.
 *
 * @param image the URL of the author's picture
 */
public record XAccount(
    XUserId id,
    XUsername username,
    Optional<String> displayName,
    Optional<String> image,
    XAccountState state) {

  public XAccount in(XAccountState other) {
    return new XAccount(id, username, displayName, image, other);
  }

  public XAccount named(XUsername other) {
    return new XAccount(id, other, displayName, image, state);
  }
}
