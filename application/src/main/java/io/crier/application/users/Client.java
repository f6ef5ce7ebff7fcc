package io.crier.application.users;

/**
 * From where somebody signs in.
 *
 * @param userAgent what the browser says it is; may be empty
 */
public record Client(String address, String userAgent) {}
