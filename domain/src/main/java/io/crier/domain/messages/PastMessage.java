package io.crier.domain.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Makes the messages that were written before their session was linked. */
public final class PastMessage {

  private PastMessage() {}

  /**
   * A message of the session's history.
   *
   * @param sentAt when it was sent, by WhatsApp's clock
   * @param at its place among the messages of the session, which is that time or shortly after
   */
  public static Message of(
      AccountId account,
      SessionId session,
      Direction direction,
      Recipient peer,
      Optional<Address> address,
      Content content,
      WhatsAppId whatsAppId,
      Instant sentAt,
      Instant at) {
    return new Message(
        MessageId.next(at),
        account,
        session,
        direction,
        peer,
        address,
        content,
        Handling.PAST,
        whatsAppId,
        at,
        direction == Direction.INBOUND
            ? Progress.received(sentAt)
            : Progress.sentElsewhere(sentAt));
  }
}
