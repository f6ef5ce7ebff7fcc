package io.crier.application.sessions;

import io.crier.domain.sessions.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The nodes as operators see them, by the database's clock. */
public interface ServerNodes {

  /** This run of the node begins, with this version of Crier; others reach it at this base URL. */
  void started(Node node, String version, Optional<URI> address);

  /** This run of the node ends. */
  void stopped(Node node);

  /** All of them, by id, without those whose lease expired longer ago than this. */
  List<ServerNode> list(Duration forgotten);

  /** The node that runs the session; empty if none does whose lease is valid. */
  Optional<Owner> ownerOf(SessionId session);

  /**
   * The node that runs a session.
   *
   * @param address where other nodes reach it, once it has said so
   */
  record Owner(String node, Optional<URI> address) {}
}
