package io.crier.application.users;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.UserProblem.SECOND_FACTOR_REQUIRED;
import static io.crier.domain.users.UserProblem.WRONG_CREDENTIALS;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.audit.KeepAuditLog;
import io.crier.application.users.BeginSignIn.SignedIn;
import io.crier.domain.Refused;
import io.crier.domain.users.Email;
import io.crier.domain.users.PasswordRule;
import io.crier.domain.users.SecondFactor;
import io.crier.domain.users.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Signs users in with their password, and out. */
public final class SignInUser {

  private final Users users;
  private final SignIns signIns;
  private final SecondFactors secondFactors;
  private final Passwords passwords;
  private final BeginSignIn beginSignIn;
  private final Attempts attempts;
  private final KeepAuditLog keepAuditLog;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public SignInUser(
      Users users,
      SignIns signIns,
      SecondFactors secondFactors,
      Passwords passwords,
      BeginSignIn beginSignIn,
      Attempts attempts,
      KeepAuditLog keepAuditLog,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.users = users;
    this.signIns = signIns;
    this.secondFactors = secondFactors;
    this.passwords = passwords;
    this.beginSignIn = beginSignIn;
    this.attempts = attempts;
    this.keepAuditLog = keepAuditLog;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * Signs in. An unknown email, a wrong password and a user who may not sign in are refused alike,
   * after the same work.
   */
  public SignedIn signIn(Email email, String password, Optional<String> code, Client client) {
    var attempt = attempts.begin(email.value(), client.network());
    var user = unitOfWork.execute(() -> users.find(email)).filter(User::isActive);
    if (!isRight(password, user)) {
      recordFailure(user, client);
      throw new Refused(WRONG_CREDENTIALS);
    }
    var now = clock.instant();
    try {
      var signedIn = unitOfWork.execute(() -> begin(user.get(), code, client, now));
      attempt.succeed();
      return signedIn;
    } catch (Refused refused) {
      if (refused.problem() == SECOND_FACTOR_REQUIRED) {
        attempt.undo();
      } else {
        recordFailure(user, client);
      }
      throw refused;
    }
  }

  /** The user may have changed while the password was hashed. */
  private SignedIn begin(User checked, Optional<String> code, Client client, Instant now) {
    var user =
        users
            .authenticating(checked.id())
            .filter(it -> it.isActive() && it.password().equals(checked.password()))
            .orElseThrow(() -> new Refused(WRONG_CREDENTIALS));
    secondFactors
        .lock(user.id())
        .filter(SecondFactor::active)
        .ifPresent(factor -> secondFactors.save(accepting(factor, code, now)));
    var signedIn = beginSignIn.begin(user, client, now);
    if (!signedIn.actor().account().isActive()) {
      throw new Refused(ACCOUNT_DEACTIVATED);
    }
    keepAuditLog.record(user, "signIn", client.address());
    return signedIn;
  }

  private static SecondFactor accepting(SecondFactor factor, Optional<String> code, Instant now) {
    return factor
        .accept(code.orElseThrow(() -> new Refused(SECOND_FACTOR_REQUIRED)), now)
        .orElseThrow(() -> new Refused(WRONG_CREDENTIALS));
  }

  /** Attempts for an unknown email belong to no account. */
  private void recordFailure(Optional<User> user, Client client) {
    user.ifPresent(
        it -> unitOfWork.run(() -> keepAuditLog.record(it, "signInFailed", client.address())));
  }

  private boolean isRight(String password, Optional<User> user) {
    var hash = user.flatMap(User::password).orElseGet(passwords::decoy);
    return PasswordRule.isPossible(password)
        && passwords.matches(password, hash)
        && user.flatMap(User::password).isPresent();
  }

  /** Ends the sign-in of this request. */
  public void signOut(Actor actor) {
    var person = actor.requireUser();
    unitOfWork.run(() -> signIns.end(person.user().id(), person.signIn().id()));
  }
}
