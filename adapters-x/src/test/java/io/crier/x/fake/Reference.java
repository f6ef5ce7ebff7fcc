package io.crier.x.fake;

import io.crier.domain.xaccounts.PostId;

/** A reference from one post to another. */
public record Reference(String type, PostId post) {

  public static Reference replyTo(PostId post) {
    return new Reference("replied_to", post);
  }

  public static Reference quoting(PostId post) {
    return new Reference("quoted", post);
  }

  public static Reference reposting(PostId post) {
    return new Reference("retweeted", post);
  }
}
