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
 * The names that WAHA has for messages and chats. A message's depends on WAHA's engine and version:
 * what they share is WhatsApp's own id within it.
 */
final class Ids {

  /** Such as {@code false_966507654321@c.us_3EB0…}, and in a group its author behind it. */
  private static final Pattern WHOLE = Pattern.compile("(?:true|false)_[^_]+_([^_]+)(?:_.+)?");

  private static final Pattern OF_A_USER = Pattern.compile("(\\d+)@(?:c\\.us|s\\.whatsapp\\.net)");

  private Ids() {}

  /** The id of a message, wherever this version has put it. */
  static Optional<WhatsAppId> of(JsonNode message) {
    return Stream.of("/id", "/id/_serialized", "/id/id", "/key/id", "/_data/key/id")
        .map(message::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .map(Ids::ofWhatsApp);
  }

  static WhatsAppId ofWhatsApp(String id) {
    var whole = WHOLE.matcher(id);
    return new WhatsAppId(whole.matches() ? whole.group(1) : id);
  }

  /** A message of this chat as WAHA wants it named. */
  static String whole(Quoted quoted, String chat) {
    var author = quoted.author().filter(it -> chat.endsWith("@g.us")).map(it -> "_" + chat(it));
    return quoted.ours() + "_" + chat + "_" + quoted.whatsAppId().value() + author.orElse("");
  }

  /** The chat with somebody whose address is not known yet. */
  static String chat(Recipient recipient) {
    return recipient instanceof Recipient.Phone phone
        ? phone.number().digits() + "@c.us"
        : recipient.text();
  }

  /** Whom a chat's name stands for, if it is a person or a group. */
  static Optional<Recipient> recipient(String chat) {
    var user = OF_A_USER.matcher(chat);
    var known = user.matches() || chat.endsWith("@g.us") || Recipient.isHidden(chat);
    try {
      return known ? Optional.of(Recipient.parse(chat)) : Optional.empty();
    } catch (Refused nobody) {
      return Optional.empty();
    }
  }
}
