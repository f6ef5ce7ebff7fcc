package io.crier.application.phones;

import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static io.crier.domain.phones.PhoneProblem.INVALID_DISPLAY_NAME;
import static io.crier.domain.phones.PhoneProblem.NO_ALERT_SENDER;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static io.crier.domain.phones.PhoneProblem.PHONE_LIMIT_REACHED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Plans;
import io.crier.application.phones.FindPhones.CodeInTransit;
import io.crier.application.phones.FindPhones.PhoneDetails;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
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
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Registers a phone and sends it a code; again, for a new one in place of the last. */
public final class RegisterPhone {

  private final Phones phones;
  private final Codes codes;
  private final CodeHashes hashes;
  private final CodePolicy policy;
  private final ChooseSender chooseSender;
  private final QueueMessages queueMessages;
  private final DeletePhone.Listener listener;
  private final Accounts accounts;
  private final Plans plans;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final RandomGenerator secureRandom;

  public RegisterPhone(
      Phones phones,
      Codes codes,
      CodeHashes hashes,
      CodePolicy policy,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      DeletePhone.Listener listener,
      Accounts accounts,
      Plans plans,
      UnitOfWork unitOfWork,
      InstantSource clock,
      RandomGenerator secureRandom) {
    this.phones = phones;
    this.codes = codes;
    this.hashes = hashes;
    this.policy = policy;
    this.chooseSender = chooseSender;
    this.queueMessages = queueMessages;
    this.listener = listener;
    this.accounts = accounts;
    this.plans = plans;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.secureRandom = secureRandom;
  }

  private record Registration(
      AccountId account, PhoneNumber number, boolean test, Optional<String> displayName) {}

  /**
   * Registers a phone; a test actor's code goes to the simulator.
   *
   * @param displayName empty leaves the name that it has
   */
  public PhoneDetails register(Actor actor, PhoneNumber number, Optional<String> displayName) {
    actor.requireWholeAccount(Role.ADMIN);
    Phone.DISPLAY_NAME.require("displayName", displayName, INVALID_DISPLAY_NAME);
    var registration = new Registration(actor.accountId(), number, actor.test(), displayName);
    var now = clock.instant();
    var tried = new ArrayList<Message>();
    try {
      var registered = unitOfWork.execute(() -> register(registration, now, tried));
      queueMessages.enqueue(List.of(registered.message()));
      return registered.shown();
    } catch (Refused refusal) {
      throw refusal;
    } catch (RuntimeException | Error failure) {
      queueMessages.doubt(tried);
      throw failure;
    }
  }

  private record Registered(PhoneDetails shown, Message message) {}

  private Registered register(Registration registration, Instant now, List<Message> tried) {
    phones.lock(registration.account());
    var phone = phone(registration, now);
    codes.lock(registration.number());
    codes.forget(registration.number(), CodePolicy.numberWindowStart(now));
    policy.requireRoom(
        registration.account(),
        codes.to(registration.number()),
        codes.sent(registration.account(), CodePolicy.accountWindowStart(now)),
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
    phones.save(phone);
    codes.save(sent);
    return new Registered(
        new PhoneDetails(phone, Optional.of(new CodeInTransit(sent, kept.status()))), kept);
  }

  private Phone phone(Registration registration, Instant now) {
    var known = phones.find(registration.account(), registration.number());
    if (known.isEmpty()) {
      requireRoom(registration.account());
    }
    if (known.filter(Phone::isVerified).isPresent()) {
      if (registration.test() || !known.get().test()) {
        throw new Refused(PHONE_ALREADY_VERIFIED);
      }
      // A test verification must not count as a live one.
      listener.deleted(registration.account(), registration.number());
    }
    return new Phone(
        registration.account(),
        registration.number(),
        registration.displayName().or(() -> known.flatMap(Phone::displayName)),
        registration.test(),
        known.map(Phone::createdAt).orElse(now),
        Optional.empty());
  }

  private void requireRoom(AccountId account) {
    var allowed = plans.of(accounts.find(account).orElseThrow().plan()).phones();
    if (phones.list(account).size() >= allowed) {
      throw new Refused(PHONE_LIMIT_REACHED);
    }
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

  /** Refuses a code that cannot be sent. */
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
