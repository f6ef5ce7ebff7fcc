package io.crier.application.watch;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import java.util.Optional;

class InMemoryPostsTest implements PostsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryPosts posts = new InMemoryPosts(unitOfWork);

  @Override
  public InMemoryPosts posts() {
    return posts;
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public Optional<Post> find(PostId id) {
    return posts.find(id);
  }
}
