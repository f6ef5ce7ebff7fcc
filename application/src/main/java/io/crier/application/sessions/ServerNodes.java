package io.crier.application.sessions;

import java.time.Duration;
import java.util.List;

/** The nodes as operators see them, by the database's clock. */
public interface ServerNodes {

  /** This run of the node begins, with this version of Crier. */
  void started(Node node, String version);

  /** This run of the node ends. */
  void stopped(Node node);

  /** All of them, by id, without those whose lease expired longer ago than this. */
  List<ServerNode> list(Duration forgotten);
}
