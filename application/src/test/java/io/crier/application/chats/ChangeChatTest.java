package io.crier.application.chats;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.chats.ChatProblem.CHAT_NOT_FOUND;
import static io.crier.domain.chats.ChatProblem.CHAT_REFUSED;
import static io.crier.domain.chats.ChatProblem.DISAPPEARING_UNSUPPORTED;
import static io.crier.domain.chats.ChatProblem.INVALID_CHAT_CHANGE;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.groups.ChangeGroup;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.accounts.Account;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeChatTest {

  private static final Recipient SOMEBODY = MessageFixture.SOMEBODY;

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @Test
  void readsAllMessagesAndTellsTheirAuthors() {
    var first = received(session, "Is it ready?");
    var second = received(session, "Hello?");
    assertThat(chat().unread()).isEqualTo(2);

    var read = change(ChatChange.READ);
    world.passSeconds(1);

    assertThat(read.unread()).isZero();
    assertThat(world.whatsApp.seen()).containsExactly(first.whatsAppId(), second.whatsAppId());
    assertThat(updates()).extracting(ChatEvent.Updated::unread).containsExactly(0);
  }

  @Test
  void publishesOnlyWhatChanges() {
    received(session, "Hello?");

    change(new ChatChange(none(), Optional.of(true), none(), Optional.of(true)));
    change(new ChatChange(none(), Optional.of(true), none(), Optional.of(true)));

    assertThat(updates()).extracting(ChatEvent.Updated::archived).containsExactly(true);
    assertThat(chat().pinned()).isTrue();
  }

  @Test
  void marksTheChatOnThePhoneBeforeItKeepsThat() {
    received(session, "Hello?");
    world.whatsApp.addAbility(Ability.MARK_CHATS);
    var archived = new ChatChange(none(), Optional.of(true), none(), none());

    assertThat(change(archived).archived()).isTrue();
    assertThat(world.whatsApp.marks.asked()).containsExactly(archived);

    world.whatsApp.marks.fail(Failure.REFUSED);
    assertRefused(
        CHAT_REFUSED, () -> change(new ChatChange(none(), none(), Optional.of(true), none())));
    assertThat(chat().muted()).isFalse();
  }

  @Test
  void keepsTheMarksOfSessionsThatAreAway() {
    received(session, "Hello?");
    world.whatsApp.addAbility(Ability.MARK_CHATS);
    world.whatsApp.marks.fail(Failure.NOT_CONNECTED);

    assertThat(change(new ChatChange(none(), Optional.of(true), none(), none())).archived())
        .isTrue();
  }

  @Test
  void keepsTheMarksOfSessionsThatCannotTellWhatsApp() {
    received(session, "Hello?");
    world.whatsApp.removeAbility(Ability.SEEN);

    assertThat(change(ChatChange.READ).unread()).isZero();
    world.passSeconds(1);

    assertThat(world.whatsApp.seen()).isEmpty();
  }

  @Test
  void seeingAMessageReadsTheOlderOnes() {
    received(session, "Is it ready?");
    var second = received(session, "Hello?");
    received(session, "Anybody?");

    world.server.markSeen.see(admin(account), second.id());
    world.server.markSeen.see(admin(account), second.id());

    assertThat(chat().unread()).isOne();
    assertThat(updates()).extracting(ChatEvent.Updated::unread).containsExactly(1);
  }

  @Test
  void followsThePhone() {
    received(session, "Hello?");

    world.whatsApp.report(
        session.id(),
        new Engine.Event.ChatChanged(
            SOMEBODY,
            new ChatChange(Optional.of(true), none(), Optional.of(true), none()),
            world.instant()));
    world.passSeconds(1);

    assertThat(chat().unread()).isZero();
    assertThat(chat().muted()).isTrue();
    assertThat(world.whatsApp.seen()).as("the phone has told them").isEmpty();
    assertThat(updates()).hasSize(1);
  }

  @Test
  void refusesChatsThatAreNotThere() {
    assertRefused(CHAT_NOT_FOUND, () -> change(ChatChange.READ));
    assertRefused(CHAT_NOT_FOUND, this::chat);
    received(session, "Hello?");
    assertRefused(
        SESSION_NOT_FOUND,
        () ->
            world.server.changeChat.change(
                admin(world.account()), session.id(), SOMEBODY, ChatChange.READ));
    assertRefused(
        INVALID_CHAT_CHANGE,
        () -> ChatChange.requested(none(), none(), none(), none(), Optional.empty()));
    assertRefused(
        INVALID_CHAT_CHANGE,
        () -> ChatChange.requested(none(), none(), none(), none(), Optional.of(60)));
  }

  @Test
  void learnsTheNamesOfGroups() {
    world.whatsApp.addAbility(Ability.GROUPS);
    var group =
        new ChangeGroup(world.server.findSessions, world.server.runSessions, world::instant)
            .create(admin(account), session.id(), "Neighbours", List.of(SOMEBODY))
            .group()
            .id();
    received(session, group, "Who has a ladder?");
    assertThat(list().getFirst().name()).isEmpty();

    world.pass(Duration.ofSeconds(1));

    assertThat(list().getFirst().name()).contains("Neighbours");
  }

  private static Optional<Boolean> none() {
    return Optional.empty();
  }

  private List<Chat> list() {
    return world.server.findChats.list(admin(account), session.id(), Optional.empty(), 10).items();
  }

  @Test
  void setsTheTimerAtWhatsAppBeforeItIsKept() {
    received(session, "Hello?");
    assertRefused(DISAPPEARING_UNSUPPORTED, () -> change(ChatChange.timer(86_400)));
    world.whatsApp.addAbility(Ability.DISAPPEARING);

    assertThat(change(ChatChange.timer(86_400)).disappearingSeconds()).isEqualTo(86_400);

    assertThat(world.whatsApp.timers.timers).containsEntry(SOMEBODY, 86_400);
    assertThat(updates())
        .extracting(ChatEvent.Updated::disappearingSeconds)
        .containsExactly(86_400);
    world.whatsApp.timers.fail(Groups.Failure.REFUSED);
    assertRefused(CHAT_REFUSED, () -> change(ChatChange.timer(0)));
    assertThat(chat().disappearingSeconds()).isEqualTo(86_400);
  }

  @Test
  void keepsTheTimerThatTheOtherSideSets() {
    received(session, "Hello?");

    world.whatsApp.report(
        session.id(),
        new Engine.Event.ChatChanged(SOMEBODY, ChatChange.timer(604_800), world.instant()));
    world.passSeconds(1);

    assertThat(chat().disappearingSeconds()).isEqualTo(604_800);
  }

  private Chat chat() {
    return world.server.findChats.find(admin(account), session.id(), SOMEBODY);
  }

  private Chat change(ChatChange change) {
    return world.server.changeChat.change(admin(account), session.id(), SOMEBODY, change);
  }

  private List<ChatEvent.Updated> updates() {
    return world.events().stream()
        .filter(ChatEvent.Updated.class::isInstance)
        .map(ChatEvent.Updated.class::cast)
        .toList();
  }

  private Message received(Session by, String text) {
    return received(by, SOMEBODY, text);
  }

  private Message received(Session by, Recipient from, String text) {
    world.passSeconds(1);
    var message =
        Message.receive(
            account.id(),
            by.id(),
            from,
            Optional.empty(),
            new Content.Text(text),
            WhatsAppId.next(world.random),
            world.instant(),
            world.instant());
    world.database.run(() -> world.messages.add(List.of(message)));
    return message;
  }
}
