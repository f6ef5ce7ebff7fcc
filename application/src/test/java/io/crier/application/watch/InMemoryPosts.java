package io.crier.application.watch;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Posts in memory. */
public final class InMemoryPosts implements Posts {

  private final InMemoryTable<PostId, Post> table;

  public InMemoryPosts(InMemoryUnitOfWork unitOfWork) {
    this.table = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
  }

  @Override
  public List<Post> add(Collection<Post> posts, Instant now) {
    var fresh = new ArrayList<Post>();
    posts.stream()
        .sorted(Comparator.comparing(Post::id))
        .forEach(
            post -> {
              if (table.get(post.id()).isEmpty()) {
                table.put(post.id(), post);
                fresh.add(post);
              }
            });
    return fresh;
  }

  @Override
  public void blank(Collection<PostId> posts, Instant now) {
    var roots = table.get(posts).stream().map(Post::root).collect(Collectors.toSet());
    for (var post : table.all(it -> roots.contains(it.root()))) {
      table.put(post.id(), blank(post));
    }
  }

  private static Post blank(Post post) {
    return new Post(post.id(), post.root(), post.author(), post.username(), post.kind(), "");
  }

  /** A stored post, for tests and for in-memory ports that refer to posts. */
  public Optional<Post> find(PostId id) {
    return table.get(id);
  }
}
