package io.crier.application.watch;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.XUserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A connection to the stream of X in memory, whose lock guards it. */
final class InMemoryXStream implements PushSource.Connection {

  final PushSource.Listener listener;
  boolean connected;
  private final InMemoryX x;
  private final Map<XUserId, PushSource.Followed> authors = new HashMap<>();

  InMemoryXStream(InMemoryX x, PushSource.Listener listener) {
    this.x = x;
    this.listener = listener;
  }

  Set<XUserId> followed() {
    return Set.copyOf(authors.keySet());
  }

  boolean wants(Post post) {
    var author = authors.get(post.author());
    return author != null
        && switch (post.kind()) {
          case ORIGINAL, QUOTE, THREAD -> true;
          case REPLY -> author.replies();
          case REPOST -> author.reposts();
        };
  }

  @Override
  public Optional<PushSource.Trouble> follow(Collection<PushSource.Followed> wanted) {
    return x.follow(
        wanted.size(),
        () -> {
          authors.clear();
          wanted.forEach(one -> authors.put(one.author().id(), one));
        });
  }

  @Override
  public void close() {
    x.close(this);
  }
}
