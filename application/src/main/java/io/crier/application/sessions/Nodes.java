package io.crier.application.sessions;

import java.time.Duration;

/** The leases of the servers that share a database, by the database's clock. */
public interface Nodes {

  /** Starts a new run of this node, with an epoch above all earlier ones. */
  Node join(String id, Duration lease);

  /** Renews the lease; false if a later run of the same node has started. */
  boolean renew(Node node, Duration lease);

  /** How many other nodes have a valid lease. */
  int others(Node node);

  /**
   * Assigns the node a duty that only one node may have at a time, or renews it; false if another
   * node has it and its term has not expired.
   */
  boolean hold(Node node, String duty, Duration term);

  /** Ends the lease at once: the node is stopping. */
  void leave(Node node);
}
