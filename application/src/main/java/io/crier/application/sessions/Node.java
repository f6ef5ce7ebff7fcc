package io.crier.application.sessions;

/**
 * This server among those that share the database.
 *
 * @param epoch raised at every start, so that an earlier life of the same node can change nothing
 */
public record Node(String id, long epoch) {}
