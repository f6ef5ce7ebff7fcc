package io.crier.application.users;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.UserProblem.WRONG_CREDENTIALS;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.users.BeginSignIn.SignedIn;
import io.crier.domain.Refused;
import io.crier.domain.users.Email;
import io.crier.domain.users.PasswordRule;
import io.crier.domain.users.User;
import java.time.InstantSource;
import java.util.Optional;

/** Signs users in with their password, and out. */
public final class SignInUser {

  private final Users users;
  private final SignIns signIns;
  private final Passwords passwords;
  private final BeginSignIn beginSignIn;
  private final Attempts attempts;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public SignInUser(
      Users users,
      SignIns signIns,
      Passwords passwords,
      BeginSignIn beginSignIn,
      Attempts attempts,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.users = users;
    this.signIns = signIns;
    this.passwords = passwords;
    this.beginSignIn = beginSignIn;
    this.attempts = attempts;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * Signs in. An unknown email, a wrong password and a user who may not sign in are refused alike,
   * after the same work.
   */
  public SignedIn signIn(Email email, String password, Optional<String> code, Client client) {
    var attempt = attempts.begin(email.value(), client.address());
    var user = unitOfWork.execute(() -> users.find(email)).filter(User::isActive);
    if (!isRight(password, user)) {
      throw new Refused(WRONG_CREDENTIALS);
    }
    var now = clock.instant();
    var signedIn =
        unitOfWork.execute(
            () ->
                users
                    .find(email)
                    .filter(it -> it.isActive() && it.password().equals(user.get().password()))
                    .map(it -> beginSignIn.begin(it, client, now))
                    .filter(it -> requireActiveAccount(it.actor()))
                    .orElseThrow(() -> new Refused(WRONG_CREDENTIALS)));
    attempt.succeed();
    return signedIn;
  }

  private boolean isRight(String password, Optional<User> user) {
    var hash = user.flatMap(User::password).orElseGet(passwords::decoy);
    return PasswordRule.isPossible(password)
        && passwords.matches(password, hash)
        && user.isPresent();
  }

  private static boolean requireActiveAccount(Actor actor) {
    if (!actor.account().isActive()) {
      throw new Refused(ACCOUNT_DEACTIVATED);
    }
    return true;
  }

  /** Ends the sign-in of this request. */
  public void signOut(Actor actor) {
    var person = actor.requireUser();
    unitOfWork.run(() -> signIns.end(person.user().id(), person.signIn().id()));
  }
}
