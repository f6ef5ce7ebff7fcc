package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A way to poll for an author's posts. It makes one request and reports the answer; the caller
 * decides when to poll again.
 */
public interface PullSource {

  /** The name that the configuration uses. */
  String name();

  /** Whether the posts it returns cost money. */
  boolean isBilled();

  /** The smallest maximum of posts per page that can be requested. */
  int smallestPage();

  /** The most posts of one page. */
  int largestPage();

  Reading read(Request request);

  /**
   * A request for one page.
   *
   * @param since only posts after this one
   * @param next the page to read, as given by the previous one; empty for the newest
   * @param most the maximum number of posts in the page
   * @param replies whether replies to others are wanted; if not, a source may leave them out
   * @param reposts whether reposts are wanted; if not, a source may leave them out
   */
  record Request(
      XAccount author,
      PostId since,
      Optional<String> next,
      int most,
      boolean replies,
      boolean reposts) {}

  /** The result of a request. */
  sealed interface Reading {

    Optional<RateLimitWindow> window();

    /**
     * One page.
     *
     * @param posts in any order
     * @param next how to request the next, older page, if there is one
     */
    record Page(List<Post> posts, Optional<String> next, Optional<RateLimitWindow> window)
        implements Reading {}

    /**
     * No page.
     *
     * @param until when a retry makes sense, if X reported it
     */
    record Failed(XFault fault, Optional<Instant> until, Optional<RateLimitWindow> window)
        implements Reading {}
  }
}
