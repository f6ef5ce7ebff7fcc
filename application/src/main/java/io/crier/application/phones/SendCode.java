package io.crier.application.phones;

import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static io.crier.domain.phones.PhoneProblem.NO_ALERT_SENDER;

import io.crier.application.sending.QueueMessages;
import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.phones.CodePolicy;
import io.crier.domain.phones.Phone;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Queues a verification code for a phone, if the limits allow another. */
public final class SendCode {

  private final Codes codes;
  private final CodeHashes hashes;
  private final CodePolicy policy;
  private final ChooseSender chooseSender;
  private final QueueMessages queueMessages;
  private final RandomGenerator secureRandom;

  public SendCode(
      Codes codes,
      CodeHashes hashes,
      CodePolicy policy,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      RandomGenerator secureRandom) {
    this.codes = codes;
    this.hashes = hashes;
    this.policy = policy;
    this.chooseSender = chooseSender;
    this.queueMessages = queueMessages;
    this.secureRandom = secureRandom;
  }

  /** A code and the message that carries it. */
  record Sent(SentCode code, Message message) {}

  /**
   * Runs within a unit of work; enqueue the message after the commit.
   *
   * @param tried receives the message before it is stored
   */
  Sent send(Phone phone, Instant now, List<Message> tried) {
    codes.lock(phone.number());
    codes.forget(phone.number(), CodePolicy.numberWindowStart(now));
    policy.requireRoom(
        phone.account(),
        codes.to(phone.number()),
        codes.sent(phone.account(), CodePolicy.accountWindowStart(now)),
        now);
    var code = VerificationCode.draw(secureRandom);
    var message = message(phone, code, now);
    tried.add(message);
    var kept = queueMessages.keep(List.of(message)).getFirst();
    kept.progress().fault().ifPresent(fault -> refuse(fault, now));
    var sent =
        new SentCode(
            kept.id(),
            phone.account(),
            phone.number(),
            hashes.of(code, phone.account(), phone.number(), kept.id()),
            now,
            now.plus(policy.validity()),
            policy.tries());
    codes.save(sent);
    return new Sent(sent, kept);
  }

  private Message message(Phone phone, VerificationCode code, Instant now) {
    return Message.accept(
        MessageId.next(now),
        phone.account(),
        sender(phone),
        new Recipient.Phone(phone.number()),
        new Content.Text(policy.text(code)),
        new Handling(Priority.CODE, phone.test(), Optional.empty(), Optional.empty()),
        phone.test() ? WhatsAppId.simulated(secureRandom) : WhatsAppId.next(secureRandom),
        now);
  }

  private SessionId sender(Phone phone) {
    return Optional.ofNullable(
            chooseSender.choose(phone.account(), Set.of(phone.number())).get(phone.number()))
        .orElseThrow(() -> new Refused(NO_ALERT_SENDER));
  }

  /** Refuses to send a code for this reason. */
  private static void refuse(Fault fault, Instant now) {
    if (fault == Fault.NO_CREDIT) {
      throw new Refused(NO_CREDIT_LEFT);
    }
    var tomorrow =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    throw new Refused(DAILY_QUOTA_EXCEEDED, Duration.between(now, tomorrow));
  }
}
