package io.crier.application.users;

import static io.crier.domain.users.UserProblem.SIGN_IN_NOT_FOUND;
import static io.crier.domain.users.UserProblem.USER_NOT_FOUND;
import static io.crier.domain.users.UserProblem.WRONG_PASSWORD;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.users.PasswordRule;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.SignInId;
import io.crier.domain.users.User;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lets users change their own name and password, and end their own sign-ins. */
public final class ChangeMe {

  private final Users users;
  private final SignIns signIns;
  private final Invitations invitations;
  private final Passwords passwords;
  private final Attempts attempts;
  private final UnitOfWork unitOfWork;

  public ChangeMe(
      Users users,
      SignIns signIns,
      Invitations invitations,
      Passwords passwords,
      Attempts attempts,
      UnitOfWork unitOfWork) {
    this.users = users;
    this.signIns = signIns;
    this.invitations = invitations;
    this.passwords = passwords;
    this.attempts = attempts;
    this.unitOfWork = unitOfWork;
  }

  /** A new password, and the current one as a proof. */
  public record NewPassword(String current, String next) {

    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  /** Changes what is given; a new password ends all other sign-ins and withdraws reset links. */
  public User change(Actor actor, Optional<String> name, Optional<NewPassword> password) {
    var person = actor.requireUser();
    var user = person.user();
    var renamed = name.map(user::named).orElse(user);
    password.ifPresent(it -> requireRight(user, it));
    var hash = password.map(it -> passwords.hash(it.next()));
    return unitOfWork.execute(
        () -> {
          var changed = save(actor, it -> it.named(renamed.name()));
          if (hash.isPresent()) {
            if (!changed.password().equals(user.password())) {
              throw new Refused(WRONG_PASSWORD);
            }
            changed = save(actor, it -> it.with(hash.get()));
            signIns.endOthers(user.id(), Optional.of(person.signIn().id()));
            invitations.withdraw(user.id());
          }
          return changed;
        });
  }

  private void requireRight(User user, NewPassword password) {
    PasswordRule.require(password.next(), user.email());
    var attempt = attempts.begin(user.email().value());
    if (!PasswordRule.isPossible(password.current())
        || !passwords.matches(password.current(), user.password().orElseGet(passwords::decoy))
        || user.password().isEmpty()) {
      throw new Refused(WRONG_PASSWORD);
    }
    attempt.succeed();
  }

  private User save(Actor actor, UnaryOperator<User> change) {
    var user =
        users
            .find(actor.accountId(), actor.requireUser().user().id())
            .map(change)
            .orElseThrow(() -> new Refused(USER_NOT_FOUND));
    users.save(user);
    return user;
  }

  public Slice<SignIn> signIns(Actor actor, Optional<SignInId> after, int limit) {
    var user = actor.requireUser().user().id();
    return unitOfWork.execute(() -> signIns.list(user, after, limit));
  }

  public void endSignIn(Actor actor, SignInId id) {
    var user = actor.requireUser().user().id();
    unitOfWork.run(
        () -> {
          if (!signIns.end(user, id)) {
            throw new Refused(SIGN_IN_NOT_FOUND);
          }
        });
  }

  /** Ends all sign-ins but that of this request. */
  public void endOtherSignIns(Actor actor) {
    var person = actor.requireUser();
    unitOfWork.run(() -> signIns.endOthers(person.user().id(), Optional.of(person.signIn().id())));
  }
}
