package io.crier.rest.wapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.sending.Outgoing;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message without a file, as callers request it. */
public interface NewMessage {

  String to();

  String sessionId();

  /** Its content; refused if it is not as wapi documents it. */
  Content content();

  default Outgoing.Body body() {
    var content = content();
    // Before WhatsApp is asked about the recipient.
    content.requireFitToSend();
    return (nothing, none) -> content;
  }

  /** A text to send. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WapiText", description = "A text to send")
  record Text(
      @Schema(
              required = true,
              description = "digits with country code, or the id of a group",
              examples = "923001234567")
          String to,
      @Schema(
              required = true,
              description = "1 to 4096 characters",
              minLength = 1,
              maxLength = 4096,
              examples = "Hello from Crier")
          String message,
      @Schema(
              description =
                  "the session to send with; default: the only one, or the one named main",
              examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          String sessionId)
      implements NewMessage {

    @Override
    public Content content() {
      return new Content.Text(Fields.required("message", message, 1, 4_096));
    }
  }

  /** A location to send. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WapiLocation", description = "A location to send")
  record Location(
      @Schema(
              required = true,
              description = "digits with country code, or the id of a group",
              examples = "923001234567")
          String to,
      @Schema(
              required = true,
              description = "in degrees",
              minimum = "-90",
              maximum = "90",
              examples = "31.5204")
          double latitude,
      @Schema(
              required = true,
              description = "in degrees",
              minimum = "-180",
              maximum = "180",
              examples = "74.3587")
          double longitude,
      @Schema(description = "the name of the place", maxLength = 200, examples = "Blue Door")
          String name,
      @Schema(description = "its address", maxLength = 500, examples = "Mall Road, Lahore")
          String address,
      @Schema(
              description =
                  "the session to send with; default: the only one, or the one named main",
              examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          String sessionId)
      implements NewMessage {

    @Override
    public Content content() {
      return new Content.Location(
          latitude,
          longitude,
          Fields.optional("name", name, 200),
          Fields.optional("address", address, 500),
          Context.NONE);
    }
  }
}
