package io.crier.application.xaccounts;

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

/** Posts, for as long as a test lasts. */
public final class InMemoryPosts implements Posts {

  private final InMemoryTable<PostId, Seen> table;

  private record Seen(Post post, Instant at) {}

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
                table.put(post.id(), new Seen(post, now));
                fresh.add(post);
              }
            });
    return fresh;
  }

  @Override
  public void blank(Collection<PostId> posts, Instant now) {
    var roots =
        table.get(posts).stream().map(seen -> seen.post().root()).collect(Collectors.toSet());
    for (var seen : table.all(it -> roots.contains(it.post().root()))) {
      table.put(seen.post().id(), new Seen(blank(seen.post()), seen.at()));
    }
  }

  private static Post blank(Post post) {
    return new Post(post.id(), post.root(), post.author(), post.username(), post.kind(), "");
  }

  @Override
  public int forget(Instant before, int limit) {
    var old =
        table.all(seen -> seen.at().isBefore(before)).stream()
            .sorted(Comparator.comparing(Seen::at))
            .limit(limit)
            .toList();
    old.forEach(seen -> table.remove(seen.post().id()));
    return old.size();
  }

  /** As it is kept, for tests and the fakes of what refers to posts. */
  public Optional<Post> find(PostId id) {
    return table.get(id).map(Seen::post);
  }
}
