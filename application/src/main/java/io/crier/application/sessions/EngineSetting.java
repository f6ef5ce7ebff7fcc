package io.crier.application.sessions;

/**
 * A setting of a session for its engine.
 *
 * @param secret whether it is never shown again
 */
public record EngineSetting(String name, boolean required, boolean secret) {}
