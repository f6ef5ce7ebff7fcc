package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Records.Submission;
import java.time.Duration;
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

  /**
   * A message to a session that it acknowledged.
   *
   * @param type of its content
   * @param error why the session rejected it, or an empty string
   */
  record Written(UUID session, String whatsAppId, String type, String error) {}

  /** People begin to write to the sessions, if the engine receives messages. */
  default void startWriting(List<Line> lines) {}

  /** People stop writing; returns whether all they wrote is stored before the timeout. */
  default boolean finishWriting(Duration timeout) {
    return true;
  }

  /**
   * How many messages went each way.
   *
   * @param received how many of those that people wrote were acknowledged
   */
  record Traffic(long sent, long received) {

    boolean isPast(Traffic other) {
      return sent > other.sent && received > other.received;
    }
  }

  /** The traffic so far, if the engine receives messages. */
  default Traffic traffic() {
    return new Traffic(0, 0);
  }

  /** What people wrote and the sessions acknowledged. */
  default List<Written> acknowledged() {
    return List.of();
  }

  /** All sessions lose their connection. */
  default void cut() {}

  @Override
  void close();
}
