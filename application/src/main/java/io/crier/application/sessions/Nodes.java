package io.crier.application.sessions;

import java.time.Duration;

/** The leases of the servers that share a database, by the database's clock. */
public interface Nodes {

  /** Begins a new life of this node: an epoch above all its earlier ones. */
  Node join(String id, Duration lease);

  /** Prolongs the lease; false if a later life of the same node has begun. */
  boolean renew(Node node, Duration lease);

  /**
   * Gives the node a duty that only one node may have at a time, or lets it keep it; false if
   * another node has it, whose term has not run out.
   */
  boolean hold(Node node, String duty, Duration term);

  /** Ends the lease at once: the node has stopped. */
  void leave(Node node);
}
