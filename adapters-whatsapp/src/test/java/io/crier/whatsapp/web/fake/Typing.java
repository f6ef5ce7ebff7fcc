package io.crier.whatsapp.web.fake;

/** A client starts ("composing") or stops ("paused") typing. */
public record Typing(String from, String to, String state) {}
