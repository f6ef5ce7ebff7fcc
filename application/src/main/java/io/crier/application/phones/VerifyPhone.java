package io.crier.application.phones;

import static io.crier.domain.phones.PhoneProblem.CODE_EXPIRED;
import static io.crier.domain.phones.PhoneProblem.CODE_USED_UP;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.phones.CodePolicy;
import io.crier.domain.phones.Phone;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Verifies a phone with the code that was last sent to it. */
public final class VerifyPhone {

  private final Phones phones;
  private final Codes codes;
  private final CodeHashes hashes;
  private final CodePolicy policy;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public VerifyPhone(
      Phones phones,
      Codes codes,
      CodeHashes hashes,
      CodePolicy policy,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.phones = phones;
    this.codes = codes;
    this.hashes = hashes;
    this.policy = policy;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  public Phone verify(Actor actor, PhoneNumber number, VerificationCode guess) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    // Not refused within the unit of work, whose rollback would undo counting the attempt.
    return unitOfWork
        .execute(() -> tryCode(account, number, guess, clock.instant()))
        .orElseThrow(() -> new Refused(INVALID_CODE));
  }

  private Optional<Phone> tryCode(
      AccountId account, PhoneNumber number, VerificationCode guess, Instant now) {
    phones.lock(account);
    var phone = phones.find(account, number).orElseThrow(() -> new Refused(PHONE_NOT_FOUND));
    if (phone.isVerified()) {
      throw new Refused(PHONE_ALREADY_VERIFIED);
    }
    var sent = usable(account, number, now);
    codes.save(sent.tried());
    if (!hashes.matches(guess, sent)) {
      return Optional.empty();
    }
    var verified = phone.verified(now);
    phones.save(verified);
    return Optional.of(verified);
  }

  private SentCode usable(AccountId account, PhoneNumber number, Instant now) {
    var sent =
        codes
            .last(account, number)
            .filter(code -> !code.hasExpired(now))
            .orElseThrow(() -> new Refused(CODE_EXPIRED));
    if (sent.triesLeft() <= 0) {
      var next = policy.next(account, codes.to(number));
      throw new Refused(
          CODE_USED_UP, now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO);
    }
    return sent;
  }
}
