package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.EngineChangeContract;
import io.crier.application.sessions.EngineFixture;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.JsonTrees;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request to WAHA about a chat: a message with content, or a sign such as typing.
 *
 * @param verb the last part of its path, as {@code sendText}
 */
record WahaMessage(String verb, JsonNode body) {

  boolean hasContent() {
    return !verb.matches("startTyping|stopTyping|sendSeen|presence|subscribe");
  }

  boolean isReaction() {
    return verb.equals("reaction");
  }

  /** Whether WAHA returns no id for it, so that Crier's own id is kept. */
  boolean keepsId() {
    return isReaction() || verb.equals("edit") || verb.equals("deletion");
  }

  /** The id of the chat; a reaction only has it in the id of its message. */
  String chat() {
    return isReaction()
        ? body.path("messageId").asText().split("_")[1]
        : body.path("chatId").asText(body.path("messageId").asText().replaceAll("_.*", ""));
  }

  /** What arrives at WhatsApp with this id. */
  Arrived arrived(WhatsAppId id) {
    var data = Optional.ofNullable(body.at("/file/data").textValue());
    return new Arrived(
        keepsId() ? isReaction() ? EngineFixture.ID : EngineChangeContract.CHANGE : id,
        Recipient.parseAny(chat()),
        type(),
        text(),
        data.map(it -> sha256(Base64.getDecoder().decode(it))),
        body.path("linkPreview").asBoolean() ? Set.of(Mark.LINK_PREVIEW) : Set.of());
  }

  private String type() {
    return switch (verb) {
      case "sendText" -> "text";
      case "sendImage" -> "image";
      case "sendVideo" -> "video";
      case "sendVoice" -> "audio";
      case "sendFile" ->
          body.at("/file/mimetype").asText().startsWith("audio/") ? "audio" : "document";
      case "sendLocation" -> "location";
      case "sendContactVcard" -> "contact";
      case "sendPoll" -> "poll";
      default -> verb;
    };
  }

  private String text() {
    var text =
        switch (verb) {
          case "sendText", "edit" -> body.path("text");
          case "sendLocation" -> body.path("title");
          case "sendPoll" -> body.at("/poll/name");
          case "sendContactVcard" -> body.at("/contacts/0/fullName");
          case "reaction" -> body.path("reaction");
          default -> body.path("caption");
        };
    return text.asText();
  }

  /** The answer to a send, with its id in this field. */
  static JsonNode withId(String id, String field) {
    var answer = JsonTrees.MAPPER.createObjectNode();
    switch (field) {
      case "id._serialized" -> answer.putObject("id").put("_serialized", id);
      case "key.id" -> answer.putObject("key").put("id", id.replaceAll(".*_", ""));
      default -> answer.put("id", id);
    }
    return answer;
  }

  /** What WAHA posts about a vote in a poll from the session. */
  static JsonNode vote(String chat, WhatsAppId poll, ObjectNode vote, List<String> options) {
    var payload = JsonTrees.MAPPER.createObjectNode();
    payload.putObject("poll").put("id", "true_" + chat + "_" + poll.value()).put("fromMe", true);
    options.forEach(vote.putArray("selectedOptions")::add);
    payload.set("vote", vote);
    return payload;
  }

  /** What WAHA posts about a person. */
  static JsonNode presence(String chat, Presence presence) {
    var payload = JsonTrees.MAPPER.createObjectNode().put("id", chat);
    payload
        .putArray("presences")
        .addObject()
        .put("participant", chat)
        .put("lastKnownPresence", presence.name().toLowerCase(Locale.ROOT));
    return payload;
  }

  /** The last presence in a chat that was requested. */
  static Presence shown(List<JsonNode> requests, String chat) {
    return requests.reversed().stream()
        .filter(it -> it.has("presence") && it.path("chatId").asText().equals(chat))
        .map(it -> Presence.valueOf(it.get("presence").asText().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
