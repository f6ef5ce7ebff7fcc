package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Records.Submission;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The WhatsApp that the server connects to in a kill run; it survives every kill. */
interface WhatsApp extends AutoCloseable {

  /** The name of the engine that connects to it. */
  String engine();

  /** The environment variables for the server. */
  Map<String, String> settings();

  /** The phone with this number links the session. */
  void link(Tenant tenant, UUID session, String number);

  /** Everything that arrived from the sessions, in order. */
  Map<UUID, List<Submission>> submissions(List<Line> lines);

  /** Whether the engine has a side process, which is killed too. */
  boolean hasSideProcess();

  @Override
  void close();
}
