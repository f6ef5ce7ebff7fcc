package io.crier.application.users;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.IdentityProblem.EMAIL_NOT_VERIFIED;
import static io.crier.domain.users.IdentityProblem.IDENTITY_CHANGED;
import static io.crier.domain.users.IdentityProblem.NOT_INVITED;
import static io.crier.domain.users.IdentityProblem.PROVIDER_ANSWER_INVALID;
import static io.crier.domain.users.IdentityProblem.PROVIDER_NOT_FOUND;
import static io.crier.domain.users.IdentityProblem.PROVIDER_REFUSED;
import static io.crier.domain.users.IdentityProblem.PROVIDER_UNAVAILABLE;
import static io.crier.domain.users.IdentityProblem.SIGN_IN_NOT_BEGUN;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.audit.KeepAuditLog;
import io.crier.application.users.BeginSignIn.SignedIn;
import io.crier.application.users.IdentityProvider.Answer;
import io.crier.application.users.IdentityProvider.Begun;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Email;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Signs users in whom a provider vouches for; the second factor is the provider's matter. */
public final class SignInAtProvider {

  private final Optional<IdentityProvider> provider;
  private final Joining joining;
  private final Identities identities;
  private final Users users;
  private final Invitations invitations;
  private final Accounts accounts;
  private final BeginSignIn beginSignIn;
  private final Attempts attempts;
  private final KeepAuditLog keepAuditLog;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public SignInAtProvider(
      Optional<IdentityProvider> provider,
      Joining joining,
      Identities identities,
      Users users,
      Invitations invitations,
      Accounts accounts,
      BeginSignIn beginSignIn,
      Attempts attempts,
      KeepAuditLog keepAuditLog,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.provider = provider;
    this.joining = joining;
    this.identities = identities;
    this.users = users;
    this.invitations = invitations;
    this.accounts = accounts;
    this.beginSignIn = beginSignIn;
    this.attempts = attempts;
    this.keepAuditLog = keepAuditLog;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /**
   * Who becomes a member without an invitation.
   *
   * @param domains of their emails
   * @param account that they join
   */
  public record Joining(Set<String> domains, Optional<AccountId> account) {

    /** Nobody. */
    public static final Joining NONE = new Joining(Set.of(), Optional.empty());

    Optional<AccountId> accountFor(Email email) {
      return account.filter(it -> domains.contains(email.domain()));
    }
  }

  /** What the browser brings back from the provider. */
  public record Returned(Optional<String> state, Optional<String> code, Optional<String> error) {

    @Override
    public String toString() {
      return "Returned";
    }
  }

  /** What the browser needs: the token to keep, and the address to go to. */
  public record Departure(SecretToken token, URI address) {

    @Override
    public String toString() {
      return "Departure";
    }
  }

  /** What people call the provider, if there is one. */
  public Optional<String> providerName() {
    return provider.map(IdentityProvider::name);
  }

  public Departure begin(URI back) {
    var begun = new Begun(SecretToken.generate(secureRandom), back);
    var address = provider().address(begun).orElseThrow(() -> new Refused(PROVIDER_UNAVAILABLE));
    return new Departure(begun.token(), address);
  }

  /** Signs in; {@code token} is what the browser has kept. */
  public SignedIn finish(Optional<SecretToken> token, URI back, Returned returned, Client client) {
    var at = provider();
    var begun =
        token
            .map(it -> new Begun(it, back))
            .filter(it -> isSame(it.state(), returned.state().orElse("")))
            .orElseThrow(() -> new Refused(SIGN_IN_NOT_BEGUN));
    var code =
        returned
            .code()
            .filter(it -> returned.error().isEmpty())
            .orElseThrow(() -> new Refused(PROVIDER_REFUSED));
    var attempt = attempts.begin("provider/" + client.network());
    return switch (at.redeem(begun, code)) {
      case Answer.Unavailable unavailable -> {
        attempt.undo();
        throw new Refused(PROVIDER_UNAVAILABLE);
      }
      case Answer.Invalid invalid -> throw new Refused(PROVIDER_ANSWER_INVALID);
      case Answer.Confirmed confirmed -> {
        var now = clock.instant();
        var signedIn = unitOfWork.execute(() -> signIn(confirmed, client, now));
        attempt.undo();
        yield signedIn;
      }
    };
  }

  private SignedIn signIn(Answer.Confirmed confirmed, Client client, Instant now) {
    var user =
        linked(confirmed)
            .or(() -> link(confirmed, client, now))
            .filter(User::isActive)
            .orElseThrow(() -> new Refused(NOT_INVITED));
    var signedIn = beginSignIn.begin(user, client, now);
    if (!signedIn.actor().account().isActive()) {
      throw new Refused(ACCOUNT_DEACTIVATED);
    }
    keepAuditLog.record(user, "signInAtProvider", client.address());
    return signedIn;
  }

  private Optional<User> linked(Answer.Confirmed confirmed) {
    return identities.find(confirmed.identity()).flatMap(users::authenticating);
  }

  /** At the first sign-in, people are recognized by their verified email, and only then. */
  private Optional<User> link(Answer.Confirmed confirmed, Client client, Instant now) {
    var email = confirmed.verifiedEmail().orElseThrow(() -> new Refused(EMAIL_NOT_VERIFIED));
    var account = users.find(email).map(User::account).or(() -> joining.accountFor(email));
    account.ifPresent(users::lock); // two browsers of one person can be the first
    return linked(confirmed)
        .or(
            () ->
                users
                    .find(email)
                    .filter(it -> it.status() != User.Status.DEACTIVATED)
                    .or(() -> newcomer(confirmed, email, now))
                    .map(it -> link(it, confirmed, client, now)));
  }

  private User link(User user, Answer.Confirmed confirmed, Client client, Instant now) {
    var identity = confirmed.identity();
    if (identities.has(user.id(), identity.issuer())) {
      throw new Refused(IDENTITY_CHANGED);
    }
    var joined = user.join();
    users.save(joined);
    identities.link(identity, user.id(), now);
    invitations.withdraw(user.id());
    keepAuditLog.record(joined, "linkIdentity", client.address());
    return joined;
  }

  /** Never the first user of the server, who follows the link of the first start. */
  private Optional<User> newcomer(Answer.Confirmed confirmed, Email email, Instant now) {
    return joining
        .accountFor(email)
        .flatMap(accounts::find)
        .filter(it -> !users.isEmpty() && users.find(email).isEmpty())
        .map(
            account -> {
              var name = confirmed.name().filter(User.NAME::allows).orElse(email.local());
              return User.invite(account.id(), name, email, UserRole.MEMBER, now);
            });
  }

  private IdentityProvider provider() {
    return provider.orElseThrow(() -> new Refused(PROVIDER_NOT_FOUND));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
