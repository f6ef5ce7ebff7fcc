package io.crier.whatsapp.cloud;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import java.util.Optional;

/** Creates the bodies of requests to Meta. */
final class Outgoing {

  private Outgoing() {}

  /** Whether Meta can reach the recipient: it supports neither LIDs nor, in general, groups. */
  static boolean canReach(Recipient to) {
    return to instanceof Recipient.Phone
        || to instanceof Recipient.Hidden && !to.text().endsWith("@lid");
  }

  /**
   * The request that sends a message.
   *
   * @param file Meta's id of the file that was uploaded for it
   */
  static ObjectNode message(
      WhatsAppId id,
      Recipient to,
      Optional<Address> address,
      Content content,
      Optional<String> file) {
    var message = MAPPER.createObjectNode();
    message.put("messaging_product", "whatsapp").put("recipient_type", "individual");
    if (to instanceof Recipient.Phone phone) {
      var known = address.map(Address::value).filter(it -> it.matches("\\d+"));
      message.put("to", known.orElseGet(() -> phone.number().digits()));
    } else {
      message.put("recipient", to.text());
    }
    // Meta assigns its own id, and returns this one with every status.
    message.put("biz_opaque_callback_data", id.value());
    content
        .context()
        .replyTo()
        .ifPresent(
            quoted -> message.putObject("context").put("message_id", quoted.whatsAppId().value()));
    var type = type(content);
    return message.put("type", type).set(type, part(content, file));
  }

  private static String type(Content content) {
    return switch (content) {
      case Content.ContactCard card -> "contacts";
      case Menu menu -> "interactive";
      default -> content.type();
    };
  }

  private static JsonNode part(Content content, Optional<String> file) {
    var part = MAPPER.createObjectNode();
    switch (content) {
      case Content.Text text ->
          part.put("body", text.body()).put("preview_url", text.preview().isPresent());
      case Content.Media media -> {
        part.put("id", file.orElseThrow());
        media.caption().ifPresent(caption -> part.put("caption", caption));
        if (media.kind() == MediaKind.DOCUMENT) {
          media.filename().ifPresent(name -> part.put("filename", name));
        }
        if (media.kind() == MediaKind.VOICE) {
          part.put("voice", true);
        }
      }
      case Content.Location place -> {
        part.put("latitude", place.latitude()).put("longitude", place.longitude());
        place.name().ifPresent(name -> part.put("name", name));
        place.address().ifPresent(address -> part.put("address", address));
      }
      case Content.Reaction reaction ->
          part.put("message_id", reaction.target().whatsAppId().value())
              .put("emoji", reaction.emoji());
      case MessageTemplate template -> {
        part.put("name", template.name());
        part.putObject("language").put("code", template.language());
        part.set("components", tree(template.components()));
      }
      case Menu menu -> {
        return Menus.interactive(menu);
      }
      case Content.ContactCard card -> {
        return MAPPER.createArrayNode().add(card(card));
      }
      case Change change -> throw new IllegalArgumentException("cannot be sent: " + change.type());
      case Poll poll -> throw new IllegalArgumentException("cannot be sent: " + poll.type());
      case MissingMedia missing -> throw new IllegalArgumentException("a file is missing");
      case Content.Interactive reply ->
          throw new IllegalArgumentException("cannot be sent: " + reply.kind());
      case Unavailable unavailable ->
          throw new IllegalArgumentException("there is nothing to send");
      case Content.Unsupported unsupported ->
          throw new IllegalArgumentException("cannot be sent: " + unsupported.kind());
    }
    return part;
  }

  private static ObjectNode card(Content.ContactCard card) {
    var node = MAPPER.createObjectNode();
    node.putObject("name").put("formatted_name", card.name()).put("first_name", card.name());
    node.putArray("phones")
        .addObject()
        .put("phone", card.number())
        .put("wa_id", card.phone().digits());
    return node;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the components of a template must be JSON", e);
    }
  }

  /** Marks a message as read, and optionally shows that a reply is being typed. */
  static ObjectNode read(WhatsAppId id, boolean typing) {
    var status = MAPPER.createObjectNode();
    status.put("messaging_product", "whatsapp").put("status", "read");
    status.put("message_id", id.value());
    if (typing) {
      status.putObject("typing_indicator").put("type", "text");
    }
    return status;
  }
}
