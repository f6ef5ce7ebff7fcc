package io.crier.application.users;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.UserProblem.NOT_SIGNED_IN;

import io.crier.application.Actor;
import io.crier.application.Credential;
import io.crier.application.UnitOfWork;
import io.crier.application.apikeys.Authenticate;
import io.crier.domain.Refused;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Authenticates users by the token of their sign-in; asks the database each time. */
public final class RecognizeUser {

  private static final Duration ACCURACY = Duration.ofMinutes(1);

  private final Users users;
  private final SignIns signIns;
  private final BeginSignIn beginSignIn;
  private final Authenticate authenticate;
  private final SignIn.Lifetime lifetime;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public RecognizeUser(
      Users users,
      SignIns signIns,
      BeginSignIn beginSignIn,
      Authenticate authenticate,
      SignIn.Lifetime lifetime,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.users = users;
    this.signIns = signIns;
    this.beginSignIn = beginSignIn;
    this.authenticate = authenticate;
    this.lifetime = lifetime;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  public Actor recognize(SecretToken token) {
    var now = clock.instant();
    var actor =
        unitOfWork
            .execute(() -> find(token.hash(), now))
            .orElseThrow(() -> new Refused(NOT_SIGNED_IN));
    if (!actor.account().isActive()) {
      throw new Refused(ACCOUNT_DEACTIVATED);
    }
    return actor;
  }

  /**
   * Whether the caller, with a key or signed in, would still be authenticated: for responses that
   * outlive the request, such as streams.
   */
  public boolean isStillValid(Credential credential) {
    return switch (credential) {
      case Credential.OfKey program -> authenticate.isStillValid(program.key());
      case Credential.OfUser person ->
          unitOfWork
              .execute(() -> find(person.signIn().hash(), clock.instant()))
              .filter(it -> it.account().isActive())
              .isPresent();
    };
  }

  /** When the sign-in ends, unless it is used again. */
  public Instant expiresAt(SignIn signIn) {
    return signIn.expiresAt(lifetime);
  }

  /** Deletes the sign-ins that are over; call it every minute or so. */
  public void forgetOld() {
    var now = clock.instant();
    unitOfWork.run(() -> signIns.forget(now.minus(lifetime.longest()), now.minus(lifetime.idle())));
  }

  private Optional<Actor> find(TokenHash hash, Instant now) {
    return signIns
        .find(hash)
        .filter(signIn -> !signIn.isOver(lifetime, now))
        .flatMap(
            signIn ->
                users
                    .authenticating(signIn.user())
                    .filter(User::isActive)
                    .map(user -> beginSignIn.actor(user, used(signIn, now), now)));
  }

  private SignIn used(SignIn signIn, Instant now) {
    if (now.isBefore(signIn.lastUsedAt().plus(ACCURACY))) {
      return signIn;
    }
    signIns.used(signIn.id(), now);
    return signIn.usedAt(now);
  }
}
