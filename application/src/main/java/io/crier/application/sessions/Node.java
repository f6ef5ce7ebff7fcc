package io.crier.application.sessions;

/**
 * This server as one of those that share the database.
 *
 * @param epoch increased at every start, so that an earlier run of the same node can change nothing
 */
public record Node(String id, long epoch) {}
