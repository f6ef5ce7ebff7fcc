package io.crier.application.users;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.users.UserWorld.CLIENT;
import static io.crier.application.users.UserWorld.PASSWORD;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.users.UserProblem.NOT_SIGNED_IN;
import static io.crier.domain.users.UserProblem.TOO_MANY_SIGN_INS;
import static io.crier.domain.users.UserProblem.WRONG_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Credential;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.users.Email;
import io.crier.domain.users.UserRole;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInUserTest {

  private final UserWorld server = new UserWorld();
  private final BeginSignIn.SignedIn first = server.first();

  @Test
  void recognizesWhoHasSignedIn() {
    var signedIn = server.signIn("FIRST@crier.example", PASSWORD);

    var actor = server.recognizeUser.recognize(signedIn.token());

    assertThat(actor.role()).isEqualTo(Role.ADMIN);
    assertThat(actor.operator()).isTrue();
    assertThat(actor.person()).isEqualTo(signedIn.actor().person());
    assertThat(signedIn.token()).isNotEqualTo(first.token());
  }

  @Test
  void letsMembersSendAndOwnersAdministerWithoutOperating() {
    var member = server.join(first.actor(), "member@crier.example", UserRole.MEMBER).actor();
    var owner = server.join(first.actor(), "owner@crier.example", UserRole.OWNER).actor();

    assertThat(member.role()).isEqualTo(Role.SEND);
    assertThat(owner.role()).isEqualTo(Role.ADMIN);
    assertThat(owner.operator()).isFalse();
  }

  @Test
  void refusesUnknownEmailsLikeWrongPasswordsAfterTheSameWork() {
    server.passwords.compared.clear();

    assertRefused(WRONG_CREDENTIALS, () -> server.signIn("first@crier.example", "wrong"));
    assertRefused(WRONG_CREDENTIALS, () -> server.signIn("nobody@crier.example", "wrong"));

    assertThat(server.passwords.compared).hasSize(2).last().isEqualTo(server.passwords.decoy());
  }

  @Test
  void refusesWhoHasNotJoinedOrWasDeactivated() {
    server.administerUsers.invite(
        first.actor(), Email.parse("late@crier.example"), Optional.empty(), UserRole.MEMBER);
    var member = server.join(first.actor(), "member@crier.example", UserRole.MEMBER);
    var id = member.actor().requireUser().user().id();
    server.administerUsers.change(first.actor(), id, Optional.empty(), Optional.of(false));

    assertRefused(WRONG_CREDENTIALS, () -> server.signIn("late@crier.example", PASSWORD));
    assertRefused(WRONG_CREDENTIALS, () -> server.signIn("member@crier.example", PASSWORD));
    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(member.token()));
    assertThat(isStillValid(member)).isFalse();
  }

  @Test
  void refusesTheUsersOfADeactivatedAccount() {
    server.world.server.changeAccount.deactivate(OPERATOR, first.actor().accountId());

    assertRefused(ACCOUNT_DEACTIVATED, () -> server.signIn("first@crier.example", PASSWORD));
    assertRefused(ACCOUNT_DEACTIVATED, () -> server.recognizeUser.recognize(first.token()));
    assertThat(isStillValid(first)).isFalse();
  }

  @Test
  void throttlesGuessesByEmail() {
    for (var i = 0; i < 10; i++) {
      guess("first@crier.example", "192.0.2." + i);
    }

    assertRefused(TOO_MANY_SIGN_INS, () -> server.signIn("first@crier.example", PASSWORD));
    server.pass(Duration.ofMinutes(1));
    assertThat(server.signIn("first@crier.example", PASSWORD)).isNotNull();
  }

  @Test
  void throttlesGuessesByAddress() {
    for (var i = 0; i < 10; i++) {
      guess(i + "@crier.example", CLIENT.address());
    }

    assertRefused(TOO_MANY_SIGN_INS, () -> server.signIn("first@crier.example", PASSWORD));
    server.signInUser.signIn(
        Email.parse("first@crier.example"), PASSWORD, Optional.empty(), new Client("::1", ""));
  }

  @Test
  void countsANetworkOfIPv6AsOneAddress() {
    for (var i = 0; i < 10; i++) {
      guess(i + "@crier.example", "2001:db8:0:1:0:0:0:" + i);
    }

    assertRefused(
        TOO_MANY_SIGN_INS,
        () ->
            server.signInUser.signIn(
                Email.parse("first@crier.example"),
                PASSWORD,
                Optional.empty(),
                new Client("2001:db8:0:1:a:b:c:d", "")));
  }

  @Test
  void doesNotLetAPasswordOfOnesOwnResetAnAddress() {
    for (var i = 0; i < 9; i++) {
      guess(i + "@crier.example", CLIENT.address());
    }
    server.signIn("first@crier.example", PASSWORD);
    guess("9@crier.example", CLIENT.address());

    assertRefused(TOO_MANY_SIGN_INS, () -> server.signIn("first@crier.example", PASSWORD));
  }

  @Test
  void recordsSuccessesAndFailuresOfKnownUsers() {
    server.signIn("first@crier.example", PASSWORD);
    guess("first@crier.example", "192.0.2.7");
    guess("nobody@crier.example", "192.0.2.7");

    var recorded = server.keepAuditLog.list(first.actor(), Optional.empty(), 10).items();
    assertThat(recorded)
        .extracting(AuditEntry::action)
        .containsExactlyInAnyOrder("signInFailed", "signIn", "acceptInvitation");
    assertThat(recorded).extracting(AuditEntry::address).contains("192.0.2.7", CLIENT.address());
  }

  @Test
  void signsOutOfOneBrowserOnly() {
    var other = server.signIn("first@crier.example", PASSWORD);

    server.signInUser.signOut(first.actor());

    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(first.token()));
    assertThat(isStillValid(first)).isFalse();
    assertThat(isStillValid(other)).isTrue();
  }

  @Test
  void endsASignInThatIsNotUsed() {
    server.pass(Duration.ofDays(6));
    server.recognizeUser.recognize(first.token());
    server.pass(Duration.ofDays(6));
    server.recognizeUser.forgetOld();
    server.recognizeUser.recognize(first.token());
    server.pass(Duration.ofDays(7));

    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(first.token()));
    server.recognizeUser.forgetOld();
  }

  private void guess(String email, String address) {
    assertRefused(
        WRONG_CREDENTIALS,
        () ->
            server.signInUser.signIn(
                Email.parse(email), "wrong", Optional.empty(), new Client(address, "")));
  }

  private boolean isStillValid(BeginSignIn.SignedIn signedIn) {
    Credential credential = signedIn.actor().requireUser();
    return server.recognizeUser.isStillValid(credential);
  }
}
