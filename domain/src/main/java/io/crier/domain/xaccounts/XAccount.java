package io.crier.domain.xaccounts;

import java.util.Optional;

/**
 * An author on X.
 *
 * @param image where X shows the author's picture
 */
public record XAccount(
    XUserId id,
    XUsername username,
    Optional<String> displayName,
    Optional<String> image,
    State state) {

  /** Whether posts of the author can be seen. */
  public enum State {
    ACTIVE,
    /** Only followers whom the author has let in see posts. */
    PROTECTED,
    SUSPENDED,
    /** There is no such author any more. */
    GONE
  }

  public XAccount in(State other) {
    return new XAccount(id, username, displayName, image, other);
  }

  public XAccount named(XUsername other) {
    return new XAccount(id, other, displayName, image, state);
  }
}
