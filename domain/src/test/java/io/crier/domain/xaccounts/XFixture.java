package io.crier.domain.xaccounts;

import java.time.Instant;
import java.util.Optional;

/** Authors and posts for tests. */
public final class XFixture {

  private XFixture() {}

  /** An author for each whole number from 1. */
  public static XAccount author(int number) {
    return new XAccount(
        new XUserId(number),
        new XUsername("author_" + number),
        Optional.of("Author " + number),
        Optional.empty(),
        XAccountState.ACTIVE);
  }

  /** The only post that anyone makes in that millisecond. */
  public static Post post(XAccount author, Instant at) {
    return post(author, at, Post.Kind.ORIGINAL, "posted at " + at);
  }

  public static Post post(XAccount author, Instant at, Post.Kind kind, String text) {
    var id = new PostId(PostId.justBefore(at).value() + 1 + author.id().value());
    return new Post(id, id, author.id(), Optional.of(author.username()), kind, text);
  }

  /** Another version of the same post, made later. */
  public static Post edited(Post post, Instant at, String text) {
    var id = new PostId(PostId.justBefore(at).value() + 1 + post.author().value());
    return new Post(id, post.root(), post.author(), post.username(), post.kind(), text);
  }
}
