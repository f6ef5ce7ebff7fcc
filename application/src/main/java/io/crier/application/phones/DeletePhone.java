package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.PhoneNumber;

/** Deletes a phone from an account, and cancels what was to be sent to it. */
public final class DeletePhone {

  private final Phones phones;
  private final Listener listener;
  private final UnitOfWork unitOfWork;

  public DeletePhone(Phones phones, Listener listener, UnitOfWork unitOfWork) {
    this.phones = phones;
    this.listener = listener;
    this.unitOfWork = unitOfWork;
  }

  /** Notified when a phone is deleted. */
  @FunctionalInterface
  public interface Listener {

    /** Called within the unit of work that deletes the phone. */
    void deleted(AccountId account, PhoneNumber number);
  }

  public void delete(Actor actor, PhoneNumber number) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    unitOfWork.run(
        () -> {
          phones.lock(account);
          phones.find(account, number).orElseThrow(() -> new Refused(PHONE_NOT_FOUND));
          phones.remove(account, number);
          listener.deleted(account, number);
        });
  }
}
