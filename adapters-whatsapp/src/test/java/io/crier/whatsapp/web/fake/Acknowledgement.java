package io.crier.whatsapp.web.fake;

/**
 * A client's statement that it has a message, which is then not sent again.
 *
 * @param by the number of the client
 * @param error why the client rejects the message, or an empty string
 */
public record Acknowledgement(String id, String by, String error) {}
