package io.crier.rest.v1.users;

import io.crier.application.Actor;
import io.crier.application.users.ChangeSecondFactor;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import io.crier.rest.door.SignInCookies;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Makes views of callers. */
@Dependent
class MeViews {

  @Inject SignIn.Lifetime lifetime;
  @Inject ChangeSecondFactor changeSecondFactor;

  MeView of(Actor actor, Optional<SecretToken> token) {
    return new MeView(
        actor.person().map(it -> UserView.of(it.user())).orElse(null),
        actor
            .key()
            .map(it -> new MeView.Key(it.prefix().value(), it.name(), it.role()))
            .orElse(null),
        new MeView.OfAccount(actor.accountId().value(), actor.account().name()),
        actor.person().map(it -> current(it.signIn())).orElse(null),
        token.map(SignInCookies::csrfToken).orElse(null),
        changeSecondFactor.isActive(actor));
  }

  private MeView.Current current(SignIn signIn) {
    return new MeView.Current(signIn.id().value(), signIn.at(), signIn.expiresAt(lifetime));
  }
}
