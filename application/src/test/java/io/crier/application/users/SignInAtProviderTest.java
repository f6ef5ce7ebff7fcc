package io.crier.application.users;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.users.UserWorld.CLIENT;
import static io.crier.application.users.UserWorld.PASSWORD;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.IdentityProblem.EMAIL_NOT_VERIFIED;
import static io.crier.domain.users.IdentityProblem.IDENTITY_CHANGED;
import static io.crier.domain.users.IdentityProblem.NOT_INVITED;
import static io.crier.domain.users.IdentityProblem.PROVIDER_ANSWER_INVALID;
import static io.crier.domain.users.IdentityProblem.PROVIDER_NOT_FOUND;
import static io.crier.domain.users.IdentityProblem.PROVIDER_REFUSED;
import static io.crier.domain.users.IdentityProblem.PROVIDER_UNAVAILABLE;
import static io.crier.domain.users.IdentityProblem.SIGN_IN_NOT_BEGUN;
import static io.crier.domain.users.UserProblem.INVITATION_INVALID;
import static io.crier.domain.users.UserProblem.NOT_SIGNED_IN;
import static io.crier.domain.users.UserProblem.TOO_MANY_SIGN_INS;
import static io.crier.domain.users.UserProblem.WRONG_CREDENTIALS;
import static io.crier.domain.users.UserProblem.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.users.BeginSignIn.SignedIn;
import io.crier.application.users.SignInAtProvider.Departure;
import io.crier.application.users.SignInAtProvider.Joining;
import io.crier.application.users.SignInAtProvider.Returned;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.users.Email;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInAtProviderTest {

  private static final URI BACK = URI.create("https://crier.example/v1/sign-in/oidc/callback");
  private static final String EMAIL = "fatima@clinic.example";

  private final UserWorld server = new UserWorld();
  private final SignedIn first = server.first();
  private final InMemoryIdentityProvider provider = new InMemoryIdentityProvider();
  private SignInAtProvider signInAtProvider = with(Joining.NONE);

  @Test
  void signsInWhomAnOwnerHasInvited() {
    var invited = invite(EMAIL);

    var signedIn = signIn("4711", EMAIL);

    var actor = server.recognizeUser.recognize(signedIn.token());
    assertThat(actor.role()).isEqualTo(Role.SEND);
    assertThat(actor.requireUser().user().id()).isEqualTo(invited.user().id());
    assertThat(actor.requireUser().user().status()).isEqualTo(User.Status.ACTIVE);
    assertRefused(INVITATION_INVALID, () -> server.accept(invited.token(), EMAIL));
  }

  @Test
  void recognizesTheSamePersonWhateverTheirEmailIs() {
    var user = server.join(first.actor(), EMAIL, UserRole.OWNER).actor().requireUser().user();

    signIn("4711", EMAIL);
    var again = signIn("4711", "first@crier.example");

    assertThat(again.actor().requireUser().user().id()).isEqualTo(user.id());
    assertThat(signIn("4711", null).actor().requireUser().user().id()).isEqualTo(user.id());
  }

  @Test
  void leavesThePasswordOfWhoHasOne() {
    server.join(first.actor(), EMAIL, UserRole.MEMBER);

    signIn("4711", EMAIL);

    assertThat(server.signIn(EMAIL, PASSWORD)).isNotNull();
  }

  @Test
  void refusesAnEmailThatTheProviderHasNotVerified() {
    invite(EMAIL);

    assertRefused(EMAIL_NOT_VERIFIED, () -> signIn("4711", null));
  }

  @Test
  void refusesWhomNobodyHasInvited() {
    assertRefused(NOT_INVITED, () -> signIn("4711", "nobody@clinic.example"));
    var user = server.join(first.actor(), EMAIL, UserRole.MEMBER).actor().requireUser().user();
    signIn("4711", EMAIL);

    server.administerUsers.change(first.actor(), user.id(), Optional.empty(), Optional.of(false));

    assertRefused(NOT_INVITED, () -> signIn("4711", EMAIL));
    assertRefused(NOT_INVITED, () -> signIn("4712", EMAIL));
  }

  @Test
  void refusesSomebodyElseWhoHasGotTheEmailOfAUser() {
    invite(EMAIL);
    signIn("4711", EMAIL);

    assertRefused(IDENTITY_CHANGED, () -> signIn("4712", EMAIL));
  }

  @Test
  void forgetsTheIdentityOfARemovedUser() {
    var user = invite(EMAIL).user();
    signIn("4711", EMAIL);
    server.administerUsers.remove(first.actor(), user.id());

    assertRefused(NOT_INVITED, () -> signIn("4711", EMAIL));
    invite(EMAIL);
    assertThat(signIn("4712", EMAIL)).isNotNull();
  }

  @Test
  void refusesTheUsersOfADeactivatedAccount() {
    invite(EMAIL);
    server.world.server.changeAccount.deactivate(OPERATOR, first.actor().accountId());

    assertRefused(ACCOUNT_DEACTIVATED, () -> signIn("4711", EMAIL));
  }

  @Test
  void refusesABrowserThatHasNotBegun() {
    invite(EMAIL);
    var mine = signInAtProvider.begin(BACK);
    var theirs = signInAtProvider.begin(BACK);
    var code = provider.signIn(mine.address(), "4711", Optional.of(EMAIL));

    assertRefused(SIGN_IN_NOT_BEGUN, () -> finish(Optional.empty(), state(mine), code));
    assertRefused(SIGN_IN_NOT_BEGUN, () -> finish(Optional.of(mine), Optional.empty(), code));
    assertRefused(SIGN_IN_NOT_BEGUN, () -> finish(Optional.of(mine), Optional.of("wrong"), code));
    assertRefused(SIGN_IN_NOT_BEGUN, () -> finish(Optional.of(theirs), state(mine), code));
  }

  @Test
  void refusesACodeOfAnotherBrowserOrASecondTime() {
    invite(EMAIL);
    var mine = signInAtProvider.begin(BACK);
    var theirs = signInAtProvider.begin(BACK);
    var code = provider.signIn(mine.address(), "4711", Optional.of(EMAIL));
    assertThat(finish(Optional.of(mine), state(mine), code)).isNotNull();

    assertRefused(PROVIDER_ANSWER_INVALID, () -> finish(Optional.of(mine), state(mine), code));
    var injected = provider.signIn(theirs.address(), "666", Optional.of(EMAIL));
    assertRefused(PROVIDER_ANSWER_INVALID, () -> finish(Optional.of(mine), state(mine), injected));
  }

  @Test
  void saysThatTheProviderDoesNotAgreeOrRespond() {
    var begun = signInAtProvider.begin(BACK);
    assertRefused(
        PROVIDER_REFUSED,
        () ->
            signInAtProvider.finish(
                Optional.of(begun.token()),
                BACK,
                new Returned(state(begun), Optional.of("x"), Optional.of("access_denied")),
                CLIENT));
    provider.available = false;

    assertRefused(PROVIDER_UNAVAILABLE, () -> signInAtProvider.begin(BACK));
    for (var i = 0; i < 20; i++) {
      assertRefused(PROVIDER_UNAVAILABLE, () -> finish(Optional.of(begun), state(begun), "code"));
    }
  }

  @Test
  void throttlesGuesses() {
    var begun = signInAtProvider.begin(BACK);
    for (var i = 0; i < 10; i++) {
      assertRefused(
          PROVIDER_ANSWER_INVALID, () -> finish(Optional.of(begun), state(begun), "guess"));
    }

    assertRefused(TOO_MANY_SIGN_INS, () -> finish(Optional.of(begun), state(begun), "guess"));
    assertThat(server.signIn("first@crier.example", PASSWORD)).isNotNull();
  }

  @Test
  void letsTheUsersOfADomainJoinAsMembers() {
    signInAtProvider =
        with(new Joining(Set.of("clinic.example"), Optional.of(first.actor().accountId())));

    var user = signIn("4711", EMAIL).actor().requireUser().user();

    assertThat(user.role()).isEqualTo(UserRole.MEMBER);
    assertThat(user.name()).isEqualTo("Fatima");
    assertThat(user.account()).isEqualTo(first.actor().accountId());
    assertThat(signIn("4711", EMAIL).actor().requireUser().user().id()).isEqualTo(user.id());
    assertRefused(NOT_INVITED, () -> signIn("4712", "a@evil.clinic.example"));
    assertRefused(NOT_INVITED, () -> signIn("4712", "a@evilclinic.example"));
    assertRefused(NOT_INVITED, () -> signIn("4712", "clinic.example@evil.example"));
    assertRefused(EMAIL_NOT_VERIFIED, () -> signIn("4713", null));
  }

  @Test
  void letsNobodyBeTheFirstUserOfTheServer() {
    server.administerUsers.change(
        server.join(first.actor(), "o@crier.example", UserRole.OPERATOR).actor(),
        first.actor().requireUser().user().id(),
        Optional.empty(),
        Optional.of(false));
    var account = first.actor().accountId();
    server.world.database.run(
        () ->
            server
                .users
                .list(account, Optional.empty(), 10)
                .items()
                .forEach(it -> server.users.delete(account, it.id())));
    signInAtProvider = with(new Joining(Set.of("clinic.example"), Optional.of(account)));

    assertRefused(NOT_INVITED, () -> signIn("4711", EMAIL));
  }

  @Test
  void givesNobodyAPasswordWhoHasNone() {
    invite(EMAIL);
    var actor = signIn("4711", EMAIL).actor();
    var next = Optional.of(new ChangeMe.NewPassword("no password", "another quiet garden"));

    assertRefused(WRONG_CREDENTIALS, () -> server.signIn(EMAIL, "no password"));
    assertRefused(WRONG_PASSWORD, () -> server.changeMe.change(actor, Optional.empty(), next));
  }

  @Test
  void endsWithTheSignInOfTheUser() {
    var user = invite(EMAIL).user();
    var signedIn = signIn("4711", EMAIL);

    server.administerUsers.remove(first.actor(), user.id());

    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(signedIn.token()));
  }

  @Test
  void recordsWhoHasSignedIn() {
    invite(EMAIL);
    signIn("4711", EMAIL);
    signIn("4711", EMAIL);

    assertThat(server.keepAuditLog.list(first.actor(), Optional.empty(), 100).items())
        .extracting(AuditEntry::action)
        .filteredOn(Set.of("signInAtProvider", "linkIdentity")::contains)
        .containsExactlyInAnyOrder("signInAtProvider", "signInAtProvider", "linkIdentity");
  }

  @Test
  void saysThatThereIsNoProvider() {
    signInAtProvider = with(Optional.empty(), Joining.NONE);

    assertThat(signInAtProvider.providerName()).isEmpty();
    assertRefused(PROVIDER_NOT_FOUND, () -> signInAtProvider.begin(BACK));
    assertRefused(PROVIDER_NOT_FOUND, () -> finish(Optional.empty(), Optional.empty(), "code"));
  }

  private AdministerUsers.Invited invite(String email) {
    return server.administerUsers.invite(
        first.actor(), Email.parse(email), Optional.empty(), UserRole.MEMBER);
  }

  private SignedIn signIn(String subject, String verifiedEmail) {
    var begun = signInAtProvider.begin(BACK);
    var code = provider.signIn(begun.address(), subject, Optional.ofNullable(verifiedEmail));
    return finish(Optional.of(begun), state(begun), code);
  }

  private SignedIn finish(Optional<Departure> browser, Optional<String> state, String code) {
    return signInAtProvider.finish(
        browser.map(Departure::token),
        BACK,
        new Returned(state, Optional.of(code), Optional.empty()),
        CLIENT);
  }

  private static Optional<String> state(Departure begun) {
    return Optional.of(begun.address().getQuery().replaceAll("state=|&.*", ""));
  }

  private SignInAtProvider with(Joining joining) {
    return with(Optional.of(provider), joining);
  }

  private SignInAtProvider with(Optional<IdentityProvider> at, Joining joining) {
    return new SignInAtProvider(
        at,
        joining,
        server.identities,
        server.users,
        server.invitations,
        server.world.accounts,
        server.beginSignIn,
        server.attempts,
        server.keepAuditLog,
        server.world.database,
        server.world.random,
        server::now);
  }
}
