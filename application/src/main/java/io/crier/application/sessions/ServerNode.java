package io.crier.application.sessions;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator sees of a node.
 *
 * @param version of Crier; empty if the node is older than its announcement
 * @param startedAt the begin of its current or last run
 * @param address where other nodes reach it
 * @param drained whether it is to give up its sessions, and to take no others
 * @param expiresAt when its lease expires or expired
 */
public record ServerNode(
    String id,
    Optional<String> version,
    Optional<Instant> startedAt,
    Optional<URI> address,
    Instant expiresAt,
    State state,
    boolean drained,
    Load load) {

  /** Whether a node works. */
  public enum State {
    ALIVE,
    /** It has stopped, and has let go of what it owned. */
    STOPPED,
    /** It has not renewed its lease in time, and has not said that it stops. */
    SILENT
  }

  /**
   * The sessions that a node owns.
   *
   * @param connected how many of them are connected
   * @param needSomebody how many of them should be connected, and stay as they are until a person
   *     acts
   */
  public record Load(int sessions, int connected, int needSomebody) {}

  /** When it last renewed its lease. */
  public Instant lastHeartbeatAt() {
    return expiresAt.minus(Lease.TERM);
  }
}
