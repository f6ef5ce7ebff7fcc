package io.crier.application.watch;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The posts seen so far. */
public interface Posts {

  /** Adds the new ones, and returns them in the order of their ids. */
  List<Post> add(Collection<Post> posts, Instant now);

  /** Removes the texts of posts that were deleted on X, and of their other versions. */
  void blank(Collection<PostId> posts, Instant now);
}
