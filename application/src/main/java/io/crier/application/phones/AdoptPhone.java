package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.INVALID_DISPLAY_NAME;
import static io.crier.domain.phones.PhoneProblem.PHONE_LIMIT_REACHED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.time.InstantSource;
import java.util.Optional;

/** Takes a phone over from another service, without sending it a code. */
public final class AdoptPhone {

  private final Phones phones;
  private final AccountPlans plans;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public AdoptPhone(Phones phones, AccountPlans plans, UnitOfWork unitOfWork, InstantSource clock) {
    this.phones = phones;
    this.plans = plans;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * A phone to take over.
   *
   * @param verified whether its holder has consented elsewhere, which only an operator may claim;
   *     otherwise it has to be verified here
   */
  public record Adoption(PhoneNumber number, Optional<String> displayName, boolean verified) {

    public Adoption {
      Phone.DISPLAY_NAME.require("displayName", displayName, INVALID_DISPLAY_NAME);
    }
  }

  /** Whether this changed anything; a phone that is known already is at most verified. */
  public boolean adopt(Actor actor, Adoption adoption) {
    actor.requireWholeAccount(Role.ADMIN);
    if (adoption.verified()) {
      actor.requireOperator();
    }
    var account = actor.accountId();
    return unitOfWork.execute(
        () -> {
          phones.lock(account);
          var known = phones.find(account, adoption.number());
          if (known.filter(it -> it.isVerified() || !adoption.verified()).isPresent()) {
            return false;
          }
          if (known.isEmpty() && phones.list(account).size() >= plans.of(account).phones()) {
            throw new Refused(PHONE_LIMIT_REACHED);
          }
          var now = clock.instant();
          var phone =
              known.orElseGet(
                  () ->
                      new Phone(
                          account,
                          adoption.number(),
                          adoption.displayName(),
                          actor.test(),
                          now,
                          Optional.empty()));
          phones.save(adoption.verified() ? phone.verified(now) : phone);
          return true;
        });
  }
}
