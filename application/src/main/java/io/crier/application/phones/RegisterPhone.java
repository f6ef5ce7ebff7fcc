package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.INVALID_DISPLAY_NAME;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static io.crier.domain.phones.PhoneProblem.PHONE_LIMIT_REACHED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.phones.FindPhones.CodeInTransit;
import io.crier.application.phones.FindPhones.PhoneDetails;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Message;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Registers a phone and sends it a code; registering again sends a new code that replaces the last.
 */
public final class RegisterPhone {

  private final Phones phones;
  private final SendCode sendCode;
  private final QueueMessages queueMessages;
  private final DeletePhone.Listener listener;
  private final AccountPlans plans;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public RegisterPhone(
      Phones phones,
      SendCode sendCode,
      QueueMessages queueMessages,
      DeletePhone.Listener listener,
      AccountPlans plans,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.phones = phones;
    this.sendCode = sendCode;
    this.queueMessages = queueMessages;
    this.listener = listener;
    this.plans = plans;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  private record Registration(
      AccountId account, PhoneNumber number, boolean test, Optional<String> displayName) {}

  /**
   * Registers a phone; a test actor's code goes to the simulator.
   *
   * @param displayName empty keeps the current name
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
    var sent = sendCode.send(phone, now, tried);
    phones.save(phone);
    var code = new CodeInTransit(sent.code(), sent.message().status());
    return new Registered(new PhoneDetails(phone, Optional.of(code)), sent.message());
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
    var allowed = plans.of(account).phones();
    if (phones.list(account).size() >= allowed) {
      throw new Refused(PHONE_LIMIT_REACHED);
    }
  }
}
