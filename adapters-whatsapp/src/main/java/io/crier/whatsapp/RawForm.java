package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.RawMessage;

/** Adds to a received message what was posted, if Crier does not understand it. */
public final class RawForm {

  private RawForm() {}

  public static Event.Received keep(Event.Received received, JsonNode posted) {
    return received.content() instanceof Content.Unsupported
        ? received.with(RawMessage.of(posted.toString()))
        : received;
  }
}
