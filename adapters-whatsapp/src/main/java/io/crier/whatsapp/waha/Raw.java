package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.whatsapp.DeviceMessages;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.ReadableText;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What WAHA passes on from the library below it, for kinds of messages that WAHA itself does not
 * describe.
 *
 * @param kind the name of the part, such as {@code listResponseMessage}
 */
record Raw(String kind, JsonNode part) {

  private static final int DEEPEST = 5;

  /** Around another message. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "ephemeralMessage",
          "viewOnceMessage",
          "viewOnceMessageV2",
          "viewOnceMessageV2Extension",
          "documentWithCaptionMessage",
          "editedMessage",
          "deviceSentMessage");

  /** Beside the message, not the message itself. */
  private static final Set<String> ASIDE =
      Set.of("messageContextInfo", "senderKeyDistributionMessage");

  /** WAHA describes these completely. */
  private static final Set<String> DESCRIBED =
      Set.of(
          "conversation",
          "extendedTextMessage",
          "locationMessage",
          "liveLocationMessage",
          "contactMessage",
          "contactsArrayMessage",
          "reactionMessage",
          "chat",
          "location",
          "vcard",
          "multi_vcard");

  /** The message, unless WAHA describes it completely. */
  static Optional<Raw> of(JsonNode message) {
    return Stream.of("/_data/message", "/_data/Message")
        .map(message::at)
        .flatMap(it -> parts(it, DEEPEST))
        .findFirst()
        .or(() -> ofBrowser(message.path("_data")))
        .filter(it -> !DESCRIBED.contains(it.kind));
  }

  /** Whether WAHA could not decrypt the message; each of its engines says so differently. */
  static boolean isAbsent(JsonNode message) {
    var data = message.path("_data");
    var stub = data.path("messageStubType").asText();
    return data.path("type").asText().equals("ciphertext")
        || data.path("message").isMissingNode() && (stub.equals("2") || stub.equals("CIPHERTEXT"));
  }

  static boolean hasPart(JsonNode message, String kind) {
    return Stream.of("/_data/message", "/_data/Message")
        .map(message::at)
        .flatMap(it -> parts(it, DEEPEST))
        .anyMatch(it -> it.kind.equals(kind));
  }

  /** Where the message comes from; each of WAHA's engines puts it in different fields. */
  static Envelope envelope(JsonNode message) {
    var data = message.path("_data");
    var name =
        Stream.of("/notifyName", "/pushName", "/Info/PushName")
            .map(pointer -> data.at(pointer).textValue())
            .filter(it -> it != null && !it.isEmpty())
            .findFirst();
    var info =
        Stream.of("/message", "/Message")
            .map(data::at)
            .flatMap(it -> parts(it, DEEPEST))
            .map(it -> it.part.path("contextInfo"))
            .filter(JsonNode::isObject)
            .findFirst()
            .orElseGet(JsonTrees.MAPPER::createObjectNode);
    var forwarded = data.path("isForwarded").asBoolean() || info.path("isForwarded").asBoolean();
    var ad = Stream.of(info.path("externalAdReply"), data.path("ctwaContext"));
    return DeviceMessages.envelope(
        name,
        forwarded,
        ad.filter(JsonNode::isObject).findFirst().orElse(MissingNode.getInstance()));
  }

  private static Stream<Raw> parts(JsonNode message, int depth) {
    return message.properties().stream()
        .filter(it -> !it.getValue().isNull() && !ASIDE.contains(it.getKey()))
        .flatMap(
            it ->
                depth > 0 && WRAPPERS.contains(it.getKey())
                    ? parts(it.getValue().path("message"), depth - 1)
                    : Stream.of(new Raw(it.getKey(), it.getValue())));
  }

  /** WAHA's engine in a browser has names of its own. */
  private static Optional<Raw> ofBrowser(JsonNode data) {
    return Optional.ofNullable(data.path("type").textValue()).map(type -> new Raw(type, data));
  }

  /**
   * What the message says.
   *
   * @param body the text that WAHA found in it
   */
  Content read(Optional<String> body, Context context) {
    return switch (kind) {
      case "buttons_response" ->
          reply("button_reply", text("/selectedButtonId"), body, Optional.empty(), context);
      case "template_button_reply" ->
          reply("button", text("/selectedId"), body, Optional.empty(), context);
      case "list_response" ->
          reply(
              "list_reply",
              text("/listResponse/singleSelectReply/selectedRowId"),
              text("/listResponse/title").or(() -> body),
              text("/listResponse/description"),
              context);
      default ->
          kind.endsWith("Message") || !part.has("type")
              ? device(body, context)
              : browser(body, context);
    };
  }

  private Content device(Optional<String> body, Context context) {
    var content = DeviceMessages.read(kind, part, context);
    return content instanceof Content.Unsupported it && it.text().isEmpty()
        ? new Content.Unsupported(it.kind(), body.orElse(""), context)
        : content;
  }

  private Content browser(Optional<String> body, Context context) {
    var options =
        Stream.of("list", "dynamicReplyButtons", "pollName", "pollOptions", "footer", "title")
            .filter(part::has)
            .map(part::path)
            .map(ReadableText::of);
    var lines = Stream.concat(body.stream(), options).filter(text -> !text.isEmpty()).distinct();
    return new Content.Unsupported(kind, lines.collect(Collectors.joining("\n")), context);
  }

  private static Content reply(
      String kind,
      Optional<String> id,
      Optional<String> title,
      Optional<String> details,
      Context context) {
    return new Content.Interactive(kind, id, title, details, Optional.empty(), context);
  }

  private Optional<String> text(String pointer) {
    return Optional.ofNullable(part.at(pointer).textValue()).filter(text -> !text.isEmpty());
  }
}
