package io.crier.domain.messages;

import java.util.Objects;
import java.util.Optional;

/**
 * A message that another one answers or reacts to.
 *
 * @param id ours; empty if Crier has never seen it
 * @param ours whether the session sent it
 * @param author who wrote it, if it came from a group
 * @param text what is shown of it above the answer; may be empty
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

  /** The same, with the id under which Crier knows it. */
  public Quoted as(Optional<MessageId> known) {
    return new Quoted(known, whatsAppId, ours, author, text);
  }

  /** Never cuts a surrogate pair. */
  private static int cut(String text) {
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }
}
