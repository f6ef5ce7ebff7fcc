package io.crier.domain.messages;

import static io.crier.domain.sessions.SessionFixture.NOON;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** Messages as tests need them. */
public final class MessageFixture {

  public static final Recipient SOMEBODY = number(1);

  private static final SplittableRandom RANDOM = new SplittableRandom();

  private MessageFixture() {}

  /** A recipient for each whole number from 0. */
  public static Recipient number(int index) {
    return new Recipient.Phone(new PhoneNumber("+4915%09d".formatted(index)));
  }

  public static Handling of(Priority priority) {
    return new Handling(priority, false, Optional.empty(), Optional.empty());
  }

  public static Message queued(Session session) {
    return queued(session, Priority.NORMAL);
  }

  public static Message queued(Session session, Priority priority) {
    return accepted(session.account(), session.id(), SOMEBODY, of(priority), NOON);
  }

  public static Message accepted(
      AccountId account, SessionId session, Recipient to, Handling handling, Instant now) {
    return Message.accept(
        MessageId.next(now),
        account,
        session,
        to,
        new Content.Text("hello"),
        handling,
        WhatsAppId.next(RANDOM),
        now);
  }
}
