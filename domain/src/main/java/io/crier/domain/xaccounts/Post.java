package io.crier.domain.xaccounts;

import java.util.Objects;
import java.util.Optional;

/**
 * A post of an author.
 *
 * @param root the first version of the post; an edit creates a new post with the same root
 * @param username the author's name at that time, if X included it
 * @param text untruncated; for a repost, the text of the original
 */
public record Post(
    PostId id, PostId root, XUserId author, Optional<XUsername> username, Kind kind, String text) {

  /** The kinds of posts that subscribers choose among. */
  public enum Kind {
    ORIGINAL,
    QUOTE,
    /** The author continues a thread of their own. */
    THREAD,
    /** A reply to another author. */
    REPLY,
    REPOST
  }

  public Post {
    Objects.requireNonNull(text);
  }

  /** The post's URL on X, which works with any username. */
  public String url() {
    return "https://x.com/" + username.map(XUsername::value).orElse("i") + "/status/" + id.value();
  }
}
