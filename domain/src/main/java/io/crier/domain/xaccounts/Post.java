package io.crier.domain.xaccounts;

import java.util.Objects;
import java.util.Optional;

/**
 * What an author has posted.
 *
 * @param root the first version of the post; an edit makes a new post with the same root
 * @param username the author's name at that time, if X said it
 * @param text whole, however long; of a repost, what was reposted
 */
public record Post(
    PostId id, PostId root, XUserId author, Optional<XUsername> username, Kind kind, String text) {

  /** Which kinds of posts there are, as subscribers choose among them. */
  public enum Kind {
    ORIGINAL,
    QUOTE,
    /** The author goes on with a thread of the author's own. */
    THREAD,
    /** An answer to another author. */
    REPLY,
    REPOST
  }

  public Post {
    Objects.requireNonNull(text);
  }

  /** The post's address on X, which needs no username to be right. */
  public String url() {
    return "https://x.com/" + username.map(XUsername::value).orElse("i") + "/status/" + id.value();
  }
}
