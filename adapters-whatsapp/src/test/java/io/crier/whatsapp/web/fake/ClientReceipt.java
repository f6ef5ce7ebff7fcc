package io.crier.whatsapp.web.fake;

/** A receipt from a client for a message that it received; the type is empty for "delivered". */
public record ClientReceipt(String id, String from, String to, String type) {}
