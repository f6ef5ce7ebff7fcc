package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.Group.Role;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupNews;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.groups.ParticipantResult.Outcome;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} reads and changes {@link Groups}, and reports what happens to them. */
public interface EngineGroupContract extends EngineFixture {

  Recipient.Group UNKNOWN = new Recipient.Group("120363099999999999@g.us");

  @Test
  default void createsGroupsWithTheirParticipants() {
    var groups = groups(linked());

    var created = done(groups.create("جيران", List.of(THEM)));

    assertThat(created.results()).containsExactly(new ParticipantResult(THEM, Outcome.DONE));
    assertThat(created.group().subject()).isEqualTo("جيران");
    var found = done(groups.find(created.group().id()));
    assertThat(found.subject()).isEqualTo("جيران");
    assertThat(roleOf(found, OURS)).isIn(Role.OWNER, Role.ADMIN);
    assertThat(roleOf(found, THEIRS)).isEqualTo(Role.MEMBER);
    assertThat(done(groups.list())).extracting(Group::id).containsExactly(found.id());
  }

  @Test
  default void tellsWhoCannotBeAdded() {
    var link = linked();
    var groups = groups(link);
    var nobody = new PhoneNumber("+966500000000");
    whatsApp().forget(SESSION, nobody);
    var group = done(groups.create("Neighbours", List.of(THEM))).group().id();

    var results =
        done(
            groups.changeParticipants(
                group, ParticipantAction.ADD, List.of(new Recipient.Phone(nobody), THEM)));

    assertThat(results)
        .containsExactlyInAnyOrder(
            new ParticipantResult(new Recipient.Phone(nobody), Outcome.NOT_ON_WHATSAPP),
            new ParticipantResult(THEM, Outcome.ALREADY_IN_GROUP));
  }

  @Test
  default void promotesDemotesAndRemovesParticipants() {
    var groups = groups(linked());
    var group = done(groups.create("Neighbours", List.of(THEM))).group().id();

    change(groups, group, ParticipantAction.PROMOTE);
    assertThat(roleOf(done(groups.find(group)), THEIRS)).isEqualTo(Role.ADMIN);
    change(groups, group, ParticipantAction.DEMOTE);
    assertThat(roleOf(done(groups.find(group)), THEIRS)).isEqualTo(Role.MEMBER);
    change(groups, group, ParticipantAction.REMOVE);
    assertThat(done(groups.find(group)).participants()).hasSize(1);
  }

  private static void change(Groups groups, Recipient.Group group, ParticipantAction action) {
    assertThat(done(groups.changeParticipants(group, action, List.of(THEM))))
        .containsExactly(new ParticipantResult(THEM, Outcome.DONE));
  }

  @Test
  default void changesWhatGroupsAreCalledAndWhoMayDoWhat() {
    var groups = groups(linked());
    var group = done(groups.create("Neighbours", List.of(THEM))).group().id();

    var changed =
        done(
            groups.change(
                group,
                new GroupChange(
                    Optional.of("جيران"),
                    Optional.of("Who has a ladder?"),
                    Optional.of(true),
                    Optional.of(true))));

    assertThat(changed.subject()).isEqualTo("جيران");
    assertThat(changed.description()).contains("Who has a ladder?");
    assertThat(changed.onlyAdminsSend()).isTrue();
    assertThat(changed.onlyAdminsEdit()).isTrue();
    var removal =
        new GroupChange(Optional.empty(), Optional.of(""), Optional.of(false), Optional.empty());
    var changedAgain = done(groups.change(group, removal));
    assertThat(changedAgain.description()).isEmpty();
    assertThat(changedAgain.onlyAdminsSend()).isFalse();
    assertThat(changedAgain.subject()).isEqualTo("جيران");
  }

  @Test
  default void leavesGroupsAndJoinsThemByInvite() {
    var link = linked();
    var groups = groups(link);
    var group = done(groups.create("Neighbours", List.of(THEM))).group().id();
    var old = done(groups.invite(group));
    assertThat(done(groups.invite(group))).isEqualTo(old);
    var invite = done(groups.revokeInvite(group));
    assertThat(invite).isNotEqualTo(old);

    done(groups.leave(group));
    settle();

    assertThat(groups.find(group)).isEqualTo(Answer.failed(Failure.NOT_IN_GROUP));
    assertThat(EngineFixture.faultOf(link.connection().send(ID, group, Optional.empty(), HELLO)))
        .isEqualTo(Fault.NOT_IN_GROUP);
    assertThat(groups.join(old)).isEqualTo(Answer.failed(Failure.INVITE_EXPIRED));
    assertThat(done(groups.join(invite))).isEqualTo(group);
    assertThat(done(groups.list())).extracting(Group::id).containsExactly(group);
    assertThat(link.connection().send(ID, group, Optional.empty(), HELLO))
        .isEqualTo(new Engine.Outcome.Sent(ID));
    assertThat(groups.revokeInvite(group)).isEqualTo(Answer.failed(Failure.NOT_ADMIN));
  }

  @Test
  default void refusesGroupsThatDoNotExist() {
    var groups = groups(linked());

    assertThat(groups.find(UNKNOWN)).isEqualTo(Answer.failed(Failure.GROUP_NOT_FOUND));
    assertThat(groups.leave(UNKNOWN)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  default void answersNothingAboutGroupsWithoutAConnection() {
    assumeAbility(Ability.GROUPS);

    var groups = unlinked().connection().groups().orElseThrow();

    assertThat(groups.list()).isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
  }

  @Test
  default void reportsWhatOthersDoInGroups() {
    var link = linked();
    groups(link);
    var other = new Recipient.Phone(new PhoneNumber("+966501111111"));

    var group = whatsApp().createGroup(SESSION, THEM, "Neighbours", List.of());
    settle();
    whatsApp().changeParticipants(SESSION, group, THEM, ParticipantAction.ADD, other);
    settle();
    whatsApp()
        .changeParticipants(
            SESSION, group, THEM, ParticipantAction.REMOVE, new Recipient.Phone(OURS));
    settle();

    var news = link.events(Event.GroupChanged.class).stream().map(Event.GroupChanged::news);
    assertThat(news.toList())
        .satisfiesExactly(
            joined -> {
              assertThat(joined).isInstanceOf(GroupNews.Joined.class);
              assertThat(((GroupNews.Joined) joined).group().subject()).isEqualTo("Neighbours");
            },
            added ->
                assertThat(added)
                    .isEqualTo(
                        new GroupNews.Participants(
                            group, ParticipantAction.ADD, List.of(other), Optional.of(THEM))),
            left -> assertThat(left).isEqualTo(new GroupNews.Left(group)));
  }

  @Test
  default void reportsTheReceiptsOfEachMember() {
    assumeAbility(Ability.MEMBER_RECEIPTS);
    var link = linked();
    var other = new Recipient.Phone(new PhoneNumber("+966501111111"));
    var group = done(groups(link).create("Neighbours", List.of(THEM, other))).group().id();

    link.connection().send(ID, group, Optional.empty(), HELLO);
    settle();

    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.reached() == MessageStatus.DELIVERED)
        .extracting(Event.Receipt::id, Event.Receipt::member)
        .containsExactlyInAnyOrder(tuple(ID, Optional.of(THEM)), tuple(ID, Optional.of(other)));
  }

  private Groups groups(TestSession link) {
    assumeAbility(Ability.GROUPS);
    return link.connection().groups().orElseThrow();
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }

  private static Role roleOf(Group group, PhoneNumber number) {
    return group.participants().stream()
        .filter(it -> it.number().filter(number::equals).isPresent())
        .map(Group.Participant::role)
        .findFirst()
        .orElseThrow();
  }
}
