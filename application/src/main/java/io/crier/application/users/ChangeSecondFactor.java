package io.crier.application.users;

import static io.crier.domain.users.UserProblem.SECOND_FACTOR_ACTIVE;
import static io.crier.domain.users.UserProblem.SECOND_FACTOR_NOT_FOUND;
import static io.crier.domain.users.UserProblem.WRONG_CODE;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.users.SecondFactor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets users protect their sign-in with an authenticator app, and stop doing so. */
public final class ChangeSecondFactor {

  private final SecondFactors secondFactors;
  private final Attempts attempts;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public ChangeSecondFactor(
      SecondFactors secondFactors,
      Attempts attempts,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.secondFactors = secondFactors;
    this.attempts = attempts;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /** What the app needs: the secret, and the same as a URI. */
  public record Pending(String secret, String uri) {

    @Override
    public String toString() {
      return "Pending";
    }
  }

  /** Whether the actor is a user who needs a code to sign in. */
  public boolean isActive(Actor actor) {
    actor.requireEvenIfBlocked(Role.READ);
    return actor
        .person()
        .flatMap(it -> unitOfWork.execute(() -> secondFactors.find(it.user().id())))
        .filter(SecondFactor::active)
        .isPresent();
  }

  /** A new secret, which is not needed to sign in until it is activated. */
  public Pending begin(Actor actor) {
    var user = actor.requireUser().user();
    var factor = SecondFactor.begin(user.id(), secureRandom);
    unitOfWork.run(
        () -> {
          if (secondFactors.lock(user.id()).filter(SecondFactor::active).isPresent()) {
            throw new Refused(SECOND_FACTOR_ACTIVE);
          }
          secondFactors.save(factor);
        });
    return new Pending(factor.secret(), factor.uri(user.email()));
  }

  /** The secret that is not active yet. */
  public Pending pending(Actor actor) {
    var user = actor.requireUser().user();
    return unitOfWork
        .execute(() -> secondFactors.find(user.id()))
        .filter(factor -> !factor.active())
        .map(factor -> new Pending(factor.secret(), factor.uri(user.email())))
        .orElseThrow(() -> new Refused(SECOND_FACTOR_NOT_FOUND));
  }

  /** Activates it; returns the recovery codes, which are shown only this once. */
  public List<String> activate(Actor actor, String code) {
    var user = actor.requireUser().user();
    var attempt = attempts.begin(user.email().value());
    var now = clock.instant();
    var codes =
        unitOfWork.execute(
            () -> {
              var factor =
                  secondFactors
                      .lock(user.id())
                      .orElseThrow(() -> new Refused(SECOND_FACTOR_NOT_FOUND));
              if (factor.active()) {
                throw new Refused(SECOND_FACTOR_ACTIVE);
              }
              var activated =
                  Optional.ofNullable(code)
                      .flatMap(it -> factor.activate(it, now, secureRandom))
                      .orElseThrow(() -> new Refused(WRONG_CODE));
              secondFactors.save(activated.factor());
              return activated.recoveryCodes();
            });
    attempt.succeed();
    return codes;
  }

  /** Removes it, with a code as a proof. */
  public void remove(Actor actor, String code) {
    var user = actor.requireUser().user();
    var attempt = attempts.begin(user.email().value());
    var now = clock.instant();
    unitOfWork.run(
        () -> {
          var factor =
              secondFactors.lock(user.id()).orElseThrow(() -> new Refused(SECOND_FACTOR_NOT_FOUND));
          if (factor.active()
              && Optional.ofNullable(code).flatMap(it -> factor.accept(it, now)).isEmpty()) {
            throw new Refused(WRONG_CODE);
          }
          secondFactors.delete(user.id());
        });
    attempt.succeed();
  }
}
