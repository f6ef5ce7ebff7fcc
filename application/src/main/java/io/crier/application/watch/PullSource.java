package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A way to poll for an author's posts. It asks once and reports the answer; the caller decides when
 * to ask again.
 */
public interface PullSource {

  /** The name by which configuration chooses it. */
  String name();

  /** Whether the posts it returns cost money. */
  boolean isBilled();

  /** The fewest posts that a page can be asked to hold at most. */
  int smallestPage();

  /** The most posts of one page. */
  int largestPage();

  Reading read(Request request);

  /**
   * A request for one page.
   *
   * @param since only posts above this one
   * @param next the page to read, as the one before named it; empty for the newest
   * @param most posts of this page
   * @param replies whether answers to others are wanted; without, a source may leave them out
   * @param reposts whether reposts are wanted; without, a source may leave them out
   */
  record Request(
      XAccount author,
      PostId since,
      Optional<String> next,
      int most,
      boolean replies,
      boolean reposts) {}

  /** What came of it. */
  sealed interface Reading {

    Optional<RateLimitWindow> window();

    /**
     * One page.
     *
     * @param posts in any order
     * @param next how to ask for the next, older page, if there is one
     */
    record Page(List<Post> posts, Optional<String> next, Optional<RateLimitWindow> window)
        implements Reading {}

    /**
     * No page.
     *
     * @param until when it is of use to ask again, if X said so
     */
    record Failed(XFault fault, Optional<Instant> until, Optional<RateLimitWindow> window)
        implements Reading {}
  }
}
