package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.JsonTrees;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A message that the Graph API was asked to send. */
record GraphMessage(String id, JsonNode json) {

  private String type() {
    return json.path("type").asText();
  }

  Arrived arrived(Map<String, byte[]> files) {
    var part = json.path(type());
    var file = Optional.ofNullable(part.path("id").textValue()).map(files::get);
    var text =
        switch (type()) {
          case "text" -> part.path("body");
          case "location" -> part.path("name");
          case "contacts" -> part.at("/0/name/formatted_name");
          case "reaction" -> part.path("emoji");
          case "interactive" -> part.at("/body/text");
          default -> part.path("caption");
        };
    var to = json.path("to").asText(json.path("recipient").asText());
    return new Arrived(
        new WhatsAppId(id),
        Recipient.parse(to),
        arrivedType(part),
        text.asText(),
        file.map(GraphMessage::sha256),
        part.path("preview_url").asBoolean() ? Set.of(Mark.LINK_PREVIEW) : Set.of());
  }

  private String arrivedType(JsonNode part) {
    return switch (type()) {
      case "contacts" -> "contact";
      case "interactive" -> part.path("type").asText().equals("button") ? "buttons" : "list";
      default -> type();
    };
  }

  /** What arrives when somebody chooses this button or row. */
  ObjectNode chosen(String option) {
    var action = json.at("/interactive/action");
    var reply = JsonTrees.MAPPER.createObjectNode();
    for (var button : action.path("buttons")) {
      if (button.at("/reply/id").asText().equals(option)) {
        return reply.put("type", "button_reply").set("button_reply", button.get("reply"));
      }
    }
    for (var row : action.path("sections").findValues("rows")) {
      for (var it : row) {
        if (it.path("id").asText().equals(option)) {
          return reply.put("type", "list_reply").set("list_reply", it);
        }
      }
    }
    throw new AssertionError("the message has no option " + option);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
