package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.phones.Phone;
import io.crier.domain.phones.SentCode;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Shows an account its phones, and the progress of their codes. */
public final class FindPhones {

  private final Phones phones;
  private final Codes codes;
  private final Messages messages;
  private final UnitOfWork unitOfWork;

  public FindPhones(Phones phones, Codes codes, Messages messages, UnitOfWork unitOfWork) {
    this.phones = phones;
    this.codes = codes;
    this.messages = messages;
    this.unitOfWork = unitOfWork;
  }

  /**
   * A phone.
   *
   * @param code the last one, while the phone is not verified
   */
  public record PhoneDetails(Phone phone, Optional<CodeInTransit> code) {}

  /** A code and the status of its message. */
  public record CodeInTransit(SentCode code, MessageStatus status) {}

  /** Newest first. */
  public List<PhoneDetails> list(Actor actor) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () -> phones.list(actor.accountId()).stream().map(this::show).toList());
  }

  public PhoneDetails find(Actor actor, PhoneNumber number) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () ->
            phones
                .find(actor.accountId(), number)
                .map(this::show)
                .orElseThrow(() -> new Refused(PHONE_NOT_FOUND)));
  }

  private PhoneDetails show(Phone phone) {
    return new PhoneDetails(
        phone,
        phone.isVerified()
            ? Optional.empty()
            : codes.last(phone.account(), phone.number()).flatMap(this::show));
  }

  private Optional<CodeInTransit> show(SentCode code) {
    return messages.statuses(List.of(code.message())).values().stream()
        .map(status -> new CodeInTransit(code, status))
        .findFirst();
  }
}
