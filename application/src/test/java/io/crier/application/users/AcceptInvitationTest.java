package io.crier.application.users;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.users.UserWorld.CLIENT;
import static io.crier.application.users.UserWorld.PASSWORD;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.users.UserProblem.INVITATION_INVALID;
import static io.crier.domain.users.UserProblem.NOT_SIGNED_IN;
import static io.crier.domain.users.UserProblem.WEAK_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.users.AcceptInvitation.Acceptance;
import io.crier.domain.Refused;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.users.Email;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.UserRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptInvitationTest {

  private final UserWorld server = new UserWorld();

  @Test
  void makesTheFirstUserAnOperatorOfTheOldestAccount() {
    var main = server.world.server.openAccount.open(OPERATOR, "main", PlanName.ENTERPRISE);
    server.world.pass(Duration.ofSeconds(1));
    server.world.server.openAccount.open(OPERATOR, "other", PlanName.PRO);
    assertThat(server.inviteFirstUser.isAwaited()).isTrue();

    var actor = server.first().actor();

    assertThat(actor.account()).isEqualTo(main.account());
    assertThat(actor.requireUser().user().role()).isEqualTo(UserRole.OPERATOR);
    assertThat(server.inviteFirstUser.isAwaited()).isFalse();
  }

  @Test
  void invitesTheFirstUserAgainOnlyWhenTheLinkIsTooOld() {
    server.world.server.openAccount.open(OPERATOR, "main", PlanName.ENTERPRISE);
    var tokens = new ArrayList<SecretToken>();
    server.inviteFirstUser.invite(tokens::add);
    server.inviteFirstUser.invite(tokens::add);
    assertThat(tokens).hasSize(1);

    server.pass(Duration.ofHours(24));
    server.inviteFirstUser.invite(tokens::add);

    assertThat(tokens).hasSize(2);
    assertRefused(INVITATION_INVALID, () -> server.accept(tokens.get(0), "a@crier.example"));
    server.accept(tokens.get(1), "a@crier.example");
    server.pass(Duration.ofHours(24));
    server.inviteFirstUser.invite(tokens::add);
    assertThat(tokens).hasSize(2);
  }

  @Test
  void handsOverTheFirstLinkBeforeTheCommit() {
    server.world.server.openAccount.open(OPERATOR, "main", PlanName.ENTERPRISE);
    try {
      server.inviteFirstUser.invite(
          token -> {
            throw new IllegalStateException("the disk is full");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the disk is full");
    }

    assertThat(server.first()).isNotNull();
  }

  @Test
  void letsOnlyOneOfTwoUseALink() {
    var owner = server.first().actor();
    var invited = invite(server, owner);

    var results =
        AtOnce.run(
            2,
            () -> {
              try {
                server.accept(invited.token(), "late@crier.example");
                return "joined";
              } catch (Refused refused) {
                return refused.problem().code();
              }
            });

    assertThat(results).containsExactlyInAnyOrder("joined", "invitation_invalid");
  }

  @Test
  void refusesALateLink() {
    var invited = invite(server, server.first().actor());
    server.pass(Duration.ofHours(24).minusMillis(1));
    assertThat(server.acceptInvitation.show(invited.token()).user()).contains(invited.user());

    server.pass(Duration.ofMillis(1));

    assertRefused(INVITATION_INVALID, () -> server.acceptInvitation.show(invited.token()));
    assertRefused(INVITATION_INVALID, () -> server.accept(invited.token(), "late@crier.example"));
    server.acceptInvitation.forgetOld();
  }

  @Test
  void keepsTheLinkAfterARefusal() {
    var invited = invite(server, server.first().actor());

    assertRefused(
        WEAK_PASSWORD,
        () ->
            server.acceptInvitation.accept(
                invited.token(),
                new Acceptance(Optional.empty(), Optional.empty(), "short"),
                CLIENT));

    assertThat(server.accept(invited.token(), "late@crier.example")).isNotNull();
  }

  @Test
  void takesNameAndEmailFromTheInvitation() {
    var invited = invite(server, server.first().actor());

    var joined =
        server.acceptInvitation.accept(
            invited.token(), new Acceptance(Optional.empty(), Optional.empty(), PASSWORD), CLIENT);

    assertThat(joined.actor().requireUser().user())
        .usingRecursiveComparison()
        .ignoringFields("password", "joined")
        .isEqualTo(invited.user());
  }

  @Test
  void setsANewPasswordAndSignsOutEverywhere() {
    var first = server.first();
    var member = server.join(first.actor(), "member@crier.example", UserRole.MEMBER);
    var id = member.actor().requireUser().user().id();
    var older = server.administerUsers.reset(first.actor(), id);
    var link = server.administerUsers.reset(first.actor(), id);
    assertThat(server.acceptInvitation.show(link.token()).invitation().purpose())
        .isEqualTo(Invitation.Purpose.RESET);

    server.acceptInvitation.accept(
        link.token(),
        new Acceptance(
            Optional.of("ignored"),
            Optional.of(Email.parse("ignored@crier.example")),
            "another quiet garden"),
        CLIENT);

    assertRefused(INVITATION_INVALID, () -> server.acceptInvitation.show(older.token()));
    assertRefused(NOT_SIGNED_IN, () -> server.recognizeUser.recognize(member.token()));
    var user =
        server.signIn("member@crier.example", "another quiet garden").actor().requireUser().user();
    assertThat(List.of(user.name(), user.email().value()))
        .containsExactly("Fatima", "member@crier.example");
  }

  @Test
  void refusesTheLinkOfADeactivatedUser() {
    var first = server.first();
    var invited = invite(server, first.actor());
    server.administerUsers.change(
        first.actor(), invited.user().id(), Optional.empty(), Optional.of(false));

    assertRefused(INVITATION_INVALID, () -> server.acceptInvitation.show(invited.token()));
  }

  private static AdministerUsers.Invited invite(UserWorld server, io.crier.application.Actor by) {
    return server.administerUsers.invite(
        by, Email.parse("late@crier.example"), Optional.of("Late"), UserRole.MEMBER);
  }
}
