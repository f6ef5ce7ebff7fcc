package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.Refused;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Converts WAHA's ids of messages and chats. The format of message ids depends on WAHA's engine and
 * version, but always contains WhatsApp's own id.
 */
final class Ids {

  /** Such as {@code false_966507654321@c.us_3EB0…}, followed by the author in a group. */
  private static final Pattern FULL = Pattern.compile("(?:true|false)_[^_]+_([^_]+)(?:_.+)?");

  private static final Pattern USER = Pattern.compile("(\\d+)@(?:c\\.us|s\\.whatsapp\\.net)");

  private Ids() {}

  /** The id of a message, in whichever field this version of WAHA puts it. */
  static Optional<WhatsAppId> of(JsonNode message) {
    return Stream.of("/id", "/id/_serialized", "/id/id", "/key/id", "/_data/key/id")
        .map(message::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .map(Ids::parse);
  }

  static WhatsAppId parse(String id) {
    var full = FULL.matcher(id);
    return new WhatsAppId(full.matches() ? full.group(1) : id);
  }

  /** WAHA's id of a message in this chat. */
  static String full(Quoted quoted, String chat) {
    var author = quoted.author().filter(it -> chat.endsWith("@g.us")).map(it -> "_" + chat(it));
    return quoted.ours() + "_" + chat + "_" + quoted.whatsAppId().value() + author.orElse("");
  }

  /** The chat id of a recipient whose address is not known yet. */
  static String chat(Recipient recipient) {
    return recipient instanceof Recipient.Phone phone
        ? phone.number().digits() + "@c.us"
        : recipient.text();
  }

  /** The recipient with this chat id, if it is a person, a group or a channel. */
  static Optional<Recipient> recipient(String chat) {
    var user = USER.matcher(chat);
    var known = user.matches() || chat.endsWith("@g.us") || Recipient.isHidden(chat);
    try {
      return known || chat.endsWith("@newsletter")
          ? Optional.of(Recipient.parseAny(chat))
          : Optional.empty();
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }
}
