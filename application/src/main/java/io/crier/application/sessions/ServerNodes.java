package io.crier.application.sessions;

import io.crier.domain.sessions.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The nodes as operators see them, by the database's clock. */
public interface ServerNodes {

  /**
   * This run of the node begins, not drained, with this version of Crier; others reach it at this
   * base URL.
   */
  void started(Node node, String version, Optional<URI> address);

  /** This run of the node ends. */
  void stopped(Node node);

  /** All of them, by id, without those whose lease expired longer ago than this. */
  List<ServerNode> list(Duration forgotten);

  /**
   * Lets a node give up its sessions, or take some again; false if no node that is alive has this
   * id.
   */
  boolean drain(String id, boolean drained);

  /**
   * How many sessions there are, and how many nodes to run them; others count only if they started
   * at least this long ago.
   */
  Spread spread(Node node, Duration settled);

  /**
   * How many sessions there are, and how many nodes to run them.
   *
   * @param others how many other nodes are alive, settled and not drained
   * @param drained whether this node is to give up its sessions
   */
  record Spread(int sessions, int others, boolean drained) {}

  /** The node that runs the session; empty if none does whose lease is valid. */
  Optional<Owner> ownerOf(SessionId session);

  /**
   * The node that runs a session.
   *
   * @param address where other nodes reach it, once it has said so
   */
  record Owner(String node, Optional<URI> address) {}
}
