package io.crier.application.users;

import static io.crier.application.users.UserWorld.PASSWORD;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.OPERATOR_REQUIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.users.UserProblem.EMAIL_TAKEN;
import static io.crier.domain.users.UserProblem.LAST_OWNER;
import static io.crier.domain.users.UserProblem.NOT_SIGNED_IN;
import static io.crier.domain.users.UserProblem.SIGN_IN_NOT_FOUND;
import static io.crier.domain.users.UserProblem.USER_NOT_FOUND;
import static io.crier.domain.users.UserProblem.USER_REQUIRED;
import static io.crier.domain.users.UserProblem.WRONG_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.users.Email;
import io.crier.domain.users.UserId;
import io.crier.domain.users.UserRole;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdministerUsersTest {

  private final UserWorld server = new UserWorld();
  private final BeginSignIn.SignedIn first = server.first();

  @Test
  void keepsTheLastOwner() {
    assertRefused(LAST_OWNER, () -> server.administerUsers.remove(first.actor(), id(first)));
    assertRefused(LAST_OWNER, () -> changeRole(first.actor(), id(first), UserRole.MEMBER));
    assertRefused(
        LAST_OWNER,
        () ->
            server.administerUsers.change(
                first.actor(), id(first), Optional.empty(), Optional.of(false)));

    server.join(first.actor(), "other@crier.example", UserRole.OWNER);
    server.administerUsers.remove(first.actor(), id(first));
    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(first.token()));
  }

  @Test
  void letsOnlyOperatorsTouchOperators() {
    var owner = server.join(first.actor(), "owner@crier.example", UserRole.OWNER).actor();

    assertRefused(
        OPERATOR_REQUIRED, () -> server.join(owner, "another@crier.example", UserRole.OPERATOR));
    assertRefused(OPERATOR_REQUIRED, () -> changeRole(owner, idOf(owner), UserRole.OPERATOR));
    assertRefused(OPERATOR_REQUIRED, () -> changeRole(owner, id(first), UserRole.MEMBER));
    assertRefused(OPERATOR_REQUIRED, () -> server.administerUsers.remove(owner, id(first)));
    assertRefused(OPERATOR_REQUIRED, () -> server.administerUsers.reset(owner, id(first)));
  }

  @Test
  void refusesMembers() {
    var member = server.join(first.actor(), "member@crier.example", UserRole.MEMBER).actor();

    assertRefused(ROLE_REQUIRED, () -> server.administerUsers.list(member, Optional.empty(), 10));
    assertRefused(ROLE_REQUIRED, () -> server.administerUsers.remove(member, idOf(member)));
  }

  @Test
  void hidesTheUsersOfOtherAccounts() {
    var other =
        Actors.admin(
            server.world.server.openAccount.open(Actors.OPERATOR, "x", PlanName.PRO).account());

    assertRefused(USER_NOT_FOUND, () -> server.administerUsers.find(other, id(first)));
    assertRefused(USER_NOT_FOUND, () -> server.administerUsers.remove(other, id(first)));
    assertRefused(USER_NOT_FOUND, () -> server.administerUsers.reset(other, id(first)));
    assertRefused(USER_NOT_FOUND, () -> changeRole(other, id(first), UserRole.MEMBER));
    assertThat(server.administerUsers.list(other, Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void refusesAnEmailThatIsTaken() {
    assertRefused(
        EMAIL_TAKEN,
        () ->
            server.administerUsers.invite(
                first.actor(),
                Email.parse("first@crier.example"),
                Optional.empty(),
                UserRole.MEMBER));
  }

  @Test
  void changesThePasswordAndEndsOtherSignIns() {
    var other = server.signIn("first@crier.example", PASSWORD);

    assertRefused(WRONG_PASSWORD, () -> changePassword("wrong"));
    changePassword(PASSWORD);

    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(other.token()));
    server.recognizeUser.recognize(first.token());
    server.signIn("first@crier.example", "another quiet garden");
  }

  @Test
  void renamesTheUser() {
    server.changeMe.change(first.actor(), Optional.of("Aisha"), Optional.empty());

    var user = server.recognizeUser.recognize(first.token()).requireUser().user();
    assertThat(user.name()).isEqualTo("Aisha");
  }

  @Test
  void endsOnlyOnesOwnSignIns() {
    var mine = server.signIn("first@crier.example", PASSWORD);
    var member = server.join(first.actor(), "member@crier.example", UserRole.MEMBER);
    var theirs = member.actor().requireUser().signIn().id();

    assertRefused(SIGN_IN_NOT_FOUND, () -> server.changeMe.endSignIn(first.actor(), theirs));
    server.changeMe.endSignIn(first.actor(), mine.actor().requireUser().signIn().id());
    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(mine.token()));
    var again = server.signIn("first@crier.example", PASSWORD);
    server.changeMe.endOtherSignIns(first.actor());

    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(again.token()));
    server.recognizeUser.recognize(member.token());
    assertThat(server.changeMe.signIns(first.actor(), Optional.empty(), 10).items()).hasSize(1);
  }

  @Test
  void refusesProgramsWhatOnlyPeopleHave() {
    assertRefused(
        USER_REQUIRED, () -> server.changeMe.signIns(Actors.OPERATOR, Optional.empty(), 10));
  }

  private void changePassword(String current) {
    server.changeMe.change(
        first.actor(),
        Optional.empty(),
        Optional.of(new ChangeMe.NewPassword(current, "another quiet garden")));
  }

  private void changeRole(Actor by, UserId user, UserRole role) {
    server.administerUsers.change(by, user, Optional.of(role), Optional.empty());
  }

  private static UserId id(BeginSignIn.SignedIn signedIn) {
    return idOf(signedIn.actor());
  }

  private static UserId idOf(Actor actor) {
    return actor.requireUser().user().id();
  }
}
