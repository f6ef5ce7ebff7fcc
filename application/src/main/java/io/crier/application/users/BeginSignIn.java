package io.crier.application.users;

import io.crier.application.Actor;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.User;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Begins a sign-in of a user who has proved who they are; always with a new token. */
public final class BeginSignIn {

  private final SignIns signIns;
  private final Accounts accounts;
  private final Conducts conducts;
  private final RandomGenerator secureRandom;

  public BeginSignIn(
      SignIns signIns, Accounts accounts, Conducts conducts, RandomGenerator secureRandom) {
    this.signIns = signIns;
    this.accounts = accounts;
    this.conducts = conducts;
    this.secureRandom = secureRandom;
  }

  /** The user as an actor, and the token that the browser keeps. */
  public record SignedIn(Actor actor, SecretToken token) {}

  /** Within the caller's unit of work. */
  SignedIn begin(User user, Client client, Instant now) {
    var token = SecretToken.generate(secureRandom);
    var signIn = SignIn.begin(user.id(), token.hash(), client.address(), client.userAgent(), now);
    signIns.add(signIn);
    return new SignedIn(actor(user, signIn, now), token);
  }

  /** Within the caller's unit of work. */
  Actor actor(User user, SignIn signIn, Instant now) {
    var actor = Actor.of(accounts.find(user.account()).orElseThrow(), user, signIn);
    return conducts
        .find(user.account())
        .block()
        .filter(it -> !it.isOver(now))
        .map(it -> actor.blocked(it.remaining(now)))
        .orElse(actor);
  }
}
