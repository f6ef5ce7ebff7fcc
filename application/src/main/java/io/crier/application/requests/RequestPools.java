package io.crier.application.requests;

import io.crier.domain.requests.RequestLimit;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** The pools from which nodes take the requests that they let through, by the database's clock. */
public interface RequestPools {

  /**
   * Puts back what a node does not need, and takes what it wants, as far as there is some. A pool
   * that does not exist is full. Returns nothing for pools that another node is changing, with
   * which nothing has happened.
   */
  Map<String, Grant> exchange(Collection<Exchange> exchanges);

  /** Deletes pools that nobody has used for this long, which are full by then. */
  void forget(Duration unused);

  /**
   * What a node gives and takes.
   *
   * @param returned negative if it has let through requests that it had not taken
   */
  record Exchange(String bucket, RequestLimit limit, int returned, int wanted) {}

  /**
   * What a node gets.
   *
   * @param left in the pool afterwards
   */
  record Grant(int requests, double left) {}
}
