package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Records.Submission;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The WhatsApp that the server of a kill run reaches; it outlives every kill. */
interface WhatsApp extends AutoCloseable {

  /** The engine that reaches it. */
  String engine();

  /** What the server's environment needs. */
  Map<String, String> settings();

  /** The phone with this number links the session. */
  void link(Tenant tenant, UUID session, String number);

  /** All that arrived from the sessions, in order. */
  Map<UUID, List<Submission>> submissions(List<Line> lines);

  /** Whether the engine has a process of its own beside the server, to be killed too. */
  boolean hasSideProcess();

  @Override
  void close();
}
