package io.crier.application.groups;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.groups.GroupProblem.GROUPS_UNSUPPORTED;
import static io.crier.domain.groups.GroupProblem.GROUP_NOT_FOUND;
import static io.crier.domain.groups.GroupProblem.INVALID_GROUP;
import static io.crier.domain.groups.GroupProblem.INVALID_PARTICIPANTS;
import static io.crier.domain.groups.GroupProblem.NOT_GROUP_ADMIN;
import static io.crier.domain.groups.GroupProblem.TOO_MANY_GROUP_CHANGES;
import static io.crier.domain.groups.GroupProblem.WHATSAPP_SILENT;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Groups;
import io.crier.domain.accounts.Account;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeGroupTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final ChangeGroup changeGroup =
      new ChangeGroup(world.server.findSessions, world.server.runSessions, world::instant);
  private final FindGroups findGroups =
      new FindGroups(world.server.findSessions, world.server.runSessions);

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.GROUPS);
  }

  @Test
  void createsAndChangesGroups() {
    var group = create(session).group().id();

    var changed = changeGroup.change(admin(account), session.id(), group, subject("Friends"));

    assertThat(changed.subject()).isEqualTo("Friends");
    assertThat(findGroups.list(admin(account), session.id())).containsExactly(changed);
    changeGroup.leave(admin(account), session.id(), group);
    assertRefused(GROUP_NOT_FOUND, () -> findGroups.find(admin(account), session.id(), group));
  }

  @Test
  void rejectsWhatWhatsAppWouldNotTake() {
    assertRefused(INVALID_GROUP, () -> subject("x".repeat(101)));
    assertRefused(
        INVALID_GROUP,
        () ->
            GroupChange.requested(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    for (var participants :
        List.of(
            List.<Recipient>of(),
            List.<Recipient>of(new Recipient.Group("120363041234567890@g.us")),
            Collections.nCopies(2, MessageFixture.SOMEBODY))) {
      assertRefused(
          INVALID_PARTICIPANTS,
          () -> changeGroup.create(admin(account), session.id(), "Neighbours", participants));
    }
  }

  @Test
  void passesOnWhatWhatsAppAnswers() {
    var group = create(session).group().id();

    world.whatsApp.groups.fail(Groups.Failure.NOT_ADMIN);
    assertRefused(
        NOT_GROUP_ADMIN,
        () -> changeGroup.change(admin(account), session.id(), group, subject("Friends")));
    world.whatsApp.groups.fail(Groups.Failure.NO_ANSWER);
    assertRefused(WHATSAPP_SILENT, () -> findGroups.list(admin(account), session.id()));
  }

  @Test
  void limitsHowFastASessionChangesGroups() {
    for (var i = 0; i < 10; i++) {
      create(session);
    }

    assertRefused(TOO_MANY_GROUP_CHANGES, () -> create(session));
    create(world.connected(account, Pacing.CAREFUL));
    world.pass(Duration.ofSeconds(6));
    create(session);
    assertRefused(TOO_MANY_GROUP_CHANGES, () -> create(session));
  }

  @Test
  void refusesWhatTheSessionCannotDo() {
    assertRefused(SESSION_NOT_FOUND, () -> findGroups.list(admin(world.account()), session.id()));
    var unlinked = world.create(account, Pacing.CAREFUL);
    assertRefused(NOT_CONNECTED, () -> create(unlinked));
    world.whatsApp.removeAbility(Ability.GROUPS);
    assertRefused(GROUPS_UNSUPPORTED, () -> create(session));
  }

  private Groups.Creation create(Session by) {
    return changeGroup.create(
        admin(account), by.id(), "Neighbours", List.of(MessageFixture.SOMEBODY));
  }

  private static GroupChange subject(String text) {
    return GroupChange.requested(
        Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
