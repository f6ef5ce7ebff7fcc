package io.crier.domain.messages;

import java.util.Objects;
import java.util.Optional;

/**
 * A message that another one replies or reacts to.
 *
 * @param id ours; empty if the message is unknown to Crier
 * @param ours whether the session sent it
 * @param author the sender, if it came from a group
 * @param text the excerpt shown above the reply; may be empty
 */
public record Quoted(
    Optional<MessageId> id,
    WhatsAppId whatsAppId,
    boolean ours,
    Optional<Recipient> author,
    String text) {

  private static final int LONGEST = 200;

  public Quoted {
    Objects.requireNonNull(whatsAppId);
    text = text.length() > LONGEST ? text.substring(0, cut(text)) : text;
  }

  /** Quotes a message that was sent or received. */
  public static Quoted of(Message message) {
    return new Quoted(
        Optional.of(message.id()),
        message.whatsAppId(),
        message.direction() == Direction.OUTBOUND,
        message.content().context().author(),
        message.content().text());
  }

  /** The same, with its id in Crier. */
  public Quoted as(Optional<MessageId> known) {
    return new Quoted(known, whatsAppId, ours, author, text);
  }

  /** Does not split surrogate pairs. */
  private static int cut(String text) {
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
