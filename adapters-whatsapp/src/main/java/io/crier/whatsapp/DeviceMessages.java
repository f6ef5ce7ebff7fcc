package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Referral;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the parts of a message as linked devices exchange them, of those kinds that are neither
 * text nor files. Libraries spell the fields differently.
 */
public final class DeviceMessages {

  private DeviceMessages() {}

  /**
   * A reply to buttons, a list or a form; or what can be read of any other kind.
   *
   * @param kind the name of the part, such as {@code listResponseMessage}
   */
  public static Content read(String kind, JsonNode part, Context context) {
    return switch (kind) {
      case "buttonsResponseMessage" ->
          reply(
              "button_reply",
              text(part, "selectedButtonId"),
              text(part, "selectedDisplayText")
                  .or(() -> text(field(part, "response"), "selectedDisplayText")),
              context);
      case "templateButtonReplyMessage" ->
          reply("button", text(part, "selectedId"), text(part, "selectedDisplayText"), context);
      case "listResponseMessage" ->
          new Content.Interactive(
              "list_reply",
              text(field(part, "singleSelectReply"), "selectedRowId"),
              text(part, "title"),
              text(part, "description"),
              Optional.empty(),
              context);
      case "interactiveResponseMessage" -> interactive(part, context);
      case "pollCreationMessage",
          "pollCreationMessageV2",
          "pollCreationMessageV3",
          "pollCreationMessageV5" ->
          poll(part, context);
      default -> new Content.Unsupported(shortened(kind), ReadableText.of(part), context);
    };
  }

  /**
   * Where a message comes from.
   *
   * @param ad the advertisement that is quoted above it, or a missing node
   */
  public static Envelope envelope(Optional<String> name, boolean forwarded, JsonNode ad) {
    var referral =
        Referral.of(
            text(ad, "sourceUrl"),
            text(ad, "sourceId"),
            text(ad, "sourceType"),
            text(ad, "title"),
            text(ad, "body"),
            text(ad, "ctwaClid"));
    return new Envelope(name, forwarded, referral);
  }

  private static Content reply(
      String kind, Optional<String> id, Optional<String> title, Context context) {
    return new Content.Interactive(kind, id, title, Optional.empty(), Optional.empty(), context);
  }

  private static Content poll(JsonNode part, Context context) {
    var options =
        field(part, "options")
            .valueStream()
            .flatMap(it -> text(it, "optionName").stream())
            .toList();
    var one = field(part, "selectableOptionsCount").asInt() == 1;
    return new Poll(text(part, "name").orElse(""), options, !one, context);
  }

  private static Content interactive(JsonNode part, Context context) {
    var flow = field(part, "nativeFlowResponseMessage");
    var payload = text(flow, "paramsJson");
    var said = text(field(part, "body"), "text");
    var name = text(flow, "name");
    var chosen = payload.map(JsonTrees::parsed).flatMap(it -> text(it, "id"));
    return chosen.isPresent()
        ? new Content.Interactive("button_reply", chosen, said, Optional.empty(), payload, context)
        : new Content.Interactive("nfm_reply", name, Optional.empty(), said, payload, context);
  }

  /** {@code eventMessage} is {@code event}. */
  private static String shortened(String kind) {
    return kind.replaceFirst("(?<=.)Message.*$", "");
  }

  private static JsonNode field(JsonNode node, String name) {
    return node.properties().stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(field(node, name).textValue()).filter(text -> !text.isEmpty());
  }
}
