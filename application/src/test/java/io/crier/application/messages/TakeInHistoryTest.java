package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.accounts.Account;
import io.crier.domain.chats.Chat;
import io.crier.domain.media.MediaKind;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Origin;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakeInHistoryTest {

  private static final Recipient FATIMA = MessageFixture.number(1);
  private static final Recipient OMAR = MessageFixture.number(2);
  private static final Recipient HIDDEN = Recipient.parse("12345678901@lid");
  private static final Recipient GROUP = Recipient.parse("120363041234567890@g.us");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);
  private final Instant longAgo = world.instant().minus(Duration.ofDays(30));
  private int handedOver;

  @Test
  void keepsWhatWasWrittenBeforeAtItsPlace() {
    set(Map.of(Session.HISTORY, "recent"));
    var live = received(FATIMA, "live", world.instant());
    world.whatsApp.report(session.id(), live);
    handOver(
        past(OMAR, "later", 60), past(FATIMA, "first", 0), past(FATIMA, "mine", 1).sentElsewhere());

    var messages = messages();
    assertThat(messages)
        .extracting(it -> it.content().text())
        .containsExactly("live", "later", "mine", "first");
    assertThat(messages.get(2).direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(messages.get(2).status()).isEqualTo(MessageStatus.SENT);
    assertThat(messages.get(3).progress().sentAt()).contains(longAgo);
    assertThat(messages.get(3).createdAt()).isEqualTo(longAgo);
    assertThat(messages).extracting(it -> it.handling().origin()).endsWith(Origin.HISTORY);
  }

  @Test
  void showsChatsWithTheirLastMessageAndNothingUnread() {
    set(Map.of(Session.HISTORY, "full"));
    handOver(past(OMAR, "old", 0), past(FATIMA, "one", 1), past(FATIMA, "two", 2));

    var chats = world.server.findChats.list(admin(account), session.id(), Optional.empty(), 10);

    assertThat(chats.items()).extracting(Chat::id).containsExactly(FATIMA, OMAR);
    assertThat(chats.items())
        .extracting(it -> it.lastMessage().content().text())
        .containsExactly("two", "old");
    assertThat(chats.items()).extracting(Chat::unread).containsExactly(0, 0);
  }

  @Test
  void publishesNothingAndChargesNothing() {
    set(Map.of(Session.HISTORY, "full"));
    var before = world.events().size();

    handOver(past(FATIMA, "one", 1), past(FATIMA, "mine", 2).sentElsewhere());

    assertThat(world.events()).hasSize(before);
    assertThat(world.server.showAccount.own(admin(account)).usage().sendsToday()).isZero();
  }

  @Test
  void keepsNothingUnlessTheSessionAsksForIt() {
    handOver(past(FATIMA, "one", 1));

    assertThat(messages()).isEmpty();
  }

  @Test
  void keepsEachMessageOnce() {
    set(Map.of(Session.HISTORY, "full"));
    var known = received(FATIMA, "known", world.instant());
    world.whatsApp.report(session.id(), known);
    var past = past(FATIMA, "one", 1);

    handOver(past, past, known);
    handOver(past);

    assertThat(messages()).extracting(it -> it.content().text()).containsExactly("known", "one");
  }

  @Test
  void keepsTheOrderOfWhatWasWrittenInTheSameSecond() {
    set(Map.of(Session.HISTORY, "full"));

    handOver(past(FATIMA, "a", 0), past(FATIMA, "b", 0), past(FATIMA, "c", 0));

    assertThat(messages()).extracting(it -> it.content().text()).containsExactly("c", "b", "a");
    assertThat(messages()).allMatch(it -> it.progress().sentAt().equals(Optional.of(longAgo)));
  }

  @Test
  void downloadsFilesOnlyWhenAskedTo() {
    set(Map.of(Session.HISTORY, "full"));
    var picture =
        new MissingMedia(
            MediaKind.IMAGE,
            "image/png",
            Optional.of(3L),
            Optional.of("the door"),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);
    var past = past(FATIMA, "", 0);
    handOver(past.with(picture, Optional.of(new MediaReference("reference"))));
    world.passSeconds(3_600);

    var message = messages().getFirst();
    assertThat(message.content()).isEqualTo(picture);
    assertThat(missing(message)).as("not tried by itself").isEmpty();

    world.server.fetchMedia.fetch(admin(account), message.id());
    assertThat(missing(message)).isPresent();
  }

  private Optional<Instant> missing(Message message) {
    return world
        .database
        .execute(() -> world.missingFiles.find(message.id()))
        .orElseThrow()
        .nextAt();
  }

  @Test
  void writesToPeopleOfTheHistoryAreNoReachingOut() {
    set(Map.of(Session.HISTORY, "full"));
    handOver(past(FATIMA, "one", 1));

    var accepted =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                FATIMA,
                new Content.Text("hi"),
                Handling.ORDINARY,
                false,
                Optional.empty()));

    assertThat(
            accepted.reachesOut(
                world.database.execute(() -> world.contacts.find(session.id(), FATIMA))))
        .isFalse();
  }

  @Test
  void knowsAPersonByNumberOnceAnyMessageTellsIt() {
    set(Map.of(Session.HISTORY, "full"));
    var lid = Optional.of(new Address(HIDDEN.text()));

    handOver(received(HIDDEN, lid, "hidden", longAgo), received(FATIMA, lid, "known", longAgo));

    assertThat(messages()).extracting(Message::peer).containsExactly(FATIMA, FATIMA);
  }

  @Test
  void leavesOutGroupsOfASessionThatIgnoresThem() {
    set(Map.of(Session.HISTORY, "full", Session.GROUPS, "ignore"));

    handOver(past(GROUP, "one", 1));

    assertThat(messages()).isEmpty();
  }

  private void set(Map<String, String> settings) {
    world.server.controlSession.change(admin(account), session.id(), it -> it.set(settings));
    world.passSeconds(1);
  }

  private void handOver(Event.Received... messages) {
    world.whatsApp.report(session.id(), new Event.History(List.of(messages), () -> {}));
    world.passSeconds(1);
  }

  private Event.Received past(Recipient chat, String text, int second) {
    return received(chat, text, longAgo.plusSeconds(second));
  }

  private Event.Received received(Recipient chat, String text, Instant at) {
    return received(chat, Optional.empty(), text, at);
  }

  private Event.Received received(
      Recipient chat, Optional<Address> address, String text, Instant at) {
    var id = new WhatsAppId("3A%d".formatted(++handedOver));
    return new Event.Received(id, chat, address, new Content.Text(text), at);
  }

  private List<Message> messages() {
    var all =
        new Messages.Filter(
            Set.of(session.id()),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    return world
        .database
        .execute(() -> world.messages.list(account.id(), all, Optional.empty(), 100))
        .items();
  }
}
