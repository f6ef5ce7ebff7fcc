package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Events;
import io.crier.application.events.Outbox;
import io.crier.application.messages.MemberReceipts.Arrived;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.chats.Presence;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link PersonRecords} promises, in memory or in a database. */
public interface PersonRecordsContract extends MessagesFixture {

  Recipient GROUP = Recipient.parse("120363041234567890@g.us");
  Recipient STORIES = new Recipient.Stories();
  Recipient HIDDEN = Recipient.parse("81234567890123@lid");
  Set<Recipient> NAMES = Set.of(FATIMA, HIDDEN);
  int ALL_OF_THEM = 100;

  PersonRecords personRecords();

  Events events();

  Outbox outbox();

  MemberReceipts memberReceipts();

  @Test
  default void knowsAllNamesOfAPerson() {
    var one = owned(ACME);
    var other = owned(ACME);
    var before = Recipient.parse("+5511987654321");
    var also = new PhoneNumber("+551187654321");
    keep(new Contact(one.id(), before, at(HIDDEN), NOON, Optional.empty(), Optional.of(also)));
    keep(new Contact(other.id(), HIDDEN, at(HIDDEN), NOON, Optional.empty()));
    know(one, OMAR, "7@lid", Optional.empty());
    know(owned(GLOBEX), OMAR, HIDDEN.text(), Optional.empty());

    for (var name : List.of(before, new Recipient.Phone(also), HIDDEN)) {
      assertThat(names(name)).containsOnly(before, new Recipient.Phone(also), HIDDEN);
    }
    assertThat(names(FATIMA)).containsOnly(FATIMA);
  }

  @Test
  default void knowsWhoIsWrittenTo() {
    var session = owned(ACME);
    assertThat(isWrittenTo(true)).isFalse();
    add(text(session, Priority.ALERT));

    assertThat(isWrittenTo(true)).isTrue();
    assertThat(isWrittenTo(false)).isFalse();
    add(text(session));
    assertThat(isWrittenTo(false)).isTrue();
  }

  @Test
  default void deletesMessagesWithTheirEventsAndFiles() {
    var session = owned(ACME);
    var file = new MediaId(UUID.randomUUID());
    var received = added(inbound(session));
    var image = added(received(session, HIDDEN, image(file)));
    var queued = added(text(session));
    var others = added(received(session, OMAR, new Content.Text("hi")));
    var strangers = added(inbound(owned(GLOBEX)));
    publish(received);
    publish(others);

    var first = deleteMessages(1);
    var rest = deleteMessages(ALL_OF_THEM);

    assertThat(first.messages()).isEqualTo(1);
    assertThat(first.messages() + rest.messages()).isEqualTo(2);
    assertThat(first.events() + rest.events()).isEqualTo(1);
    assertThat(first.files().isEmpty() ? rest.files() : first.files()).containsOnly(file);
    assertThat(find(received)).isEmpty();
    assertThat(find(image)).isEmpty();
    assertThat(find(queued)).isPresent();
    assertThat(find(others)).isPresent();
    assertThat(find(strangers)).isPresent();
    assertThat(told(ACME)).isEqualTo(1);
    assertThat(deleteMessages(ALL_OF_THEM).messages()).isZero();
  }

  @Test
  default void takesPeopleOutOfMessagesOfOthers() {
    var session = owned(ACME);
    var named = new Envelope(Optional.of("Fatima"), false, Optional.empty());
    var written =
        added(
            received(
                session,
                GROUP,
                new Content.Text(
                    "hello",
                    new Context(Optional.empty(), List.of(), Optional.of(HIDDEN), named))));
    var mentioning =
        added(
            received(
                session,
                GROUP,
                new Content.Text(
                    "look", new Context(Optional.empty(), List.of(FATIMA, OMAR), by(OMAR)))));
    var untouched =
        added(
            received(
                session,
                GROUP,
                new Content.Text("no", new Context(Optional.empty(), List.of(OMAR), by(OMAR)))));

    var first = forgetMentions(Optional.empty());
    assertThat(first).isPresent();
    assertThat(forgetMentions(first)).isEmpty();

    assertThat(content(written)).isEqualTo(new Content.Text("hello"));
    assertThat(content(mentioning).context().mentions()).containsExactly(OMAR);
    assertThat(content(mentioning).context().author()).contains(OMAR);
    assertThat(content(untouched)).isEqualTo(untouched.content());
  }

  @Test
  default void deletesTheStoriesOfAPerson() {
    var session = owned(ACME);
    var theirs = added(story(session, HIDDEN));
    var others = added(story(session, OMAR));

    assertThat(deleteMessages(ALL_OF_THEM).messages()).isEqualTo(1);

    assertThat(find(theirs)).isEmpty();
    assertThat(find(others)).isPresent();
  }

  private static Message story(Owned session, Recipient author) {
    var context = new Context(Optional.empty(), List.of(), by(author));
    return received(session, STORIES, new Content.Text("a new day", context));
  }

  @Test
  default void takesPeopleOutOfTheAudienceOfStories() {
    var story = new Content.Text("a new day", Context.NONE.shownTo(List.of(FATIMA, OMAR)));
    var by = owned(ACME);
    var posted =
        added(
            Message.sentElsewhere(
                ACME,
                by.id(),
                STORIES,
                Optional.empty(),
                story,
                new WhatsAppId("3EB0"),
                NOON,
                NOON));

    forgetMentions(Optional.empty());

    assertThat(content(posted).context().audience()).containsExactly(OMAR);
  }

  @Test
  default void deletesReceiptsOfMembers() {
    assertDeletesReceipts(GROUP);
  }

  @Test
  default void deletesReceiptsOfStories() {
    assertDeletesReceipts(STORIES);
  }

  private void assertDeletesReceipts(Recipient chat) {
    var session = owned(ACME);
    var message = added(text(session, chat, NOON, Handling.ORDINARY, "hello"));
    var theirs = MemberReceipt.of(FATIMA, MessageStatus.READ, NOON, Optional.empty());
    var others = MemberReceipt.of(OMAR, MessageStatus.READ, NOON, Optional.empty());
    unitOfWork()
        .run(
            () ->
                memberReceipts()
                    .keep(
                        List.of(
                            new Arrived(message.id(), theirs), new Arrived(message.id(), others))));

    var step =
        unitOfWork()
            .execute(
                () -> personRecords().forgetMentions(ACME, NAMES, Optional.empty(), ALL_OF_THEM));

    assertThat(step.receipts()).isEqualTo(1);
    assertThat(unitOfWork().execute(() -> memberReceipts().of(message.id())))
        .containsExactly(others);
  }

  @Test
  default void deletesEventsThatNameAPerson() {
    var session = owned(ACME);
    for (var by : List.of(OMAR, FATIMA, OMAR, HIDDEN)) {
      unitOfWork()
          .run(
              () ->
                  events()
                      .publish(
                          List.of(
                              new ChatEvent.PresenceChanged(
                                  ACME, session.id(), GROUP, by, Presence.TYPING, NOON))));
    }

    var deleted = 0;
    var after = Optional.of(0L);
    var steps = 0;
    while (after.isPresent()) {
      var from = after.get();
      var step = unitOfWork().execute(() -> personRecords().deleteEvents(ACME, NAMES, from, 3));
      deleted += step.events();
      after = step.end();
      steps++;
    }

    assertThat(deleted).isEqualTo(2);
    assertThat(steps).isEqualTo(3);
    assertThat(told(ACME)).isEqualTo(2);
  }

  @Test
  default void deletesContactsByAnyName() {
    var session = owned(ACME);
    var theirs = owned(GLOBEX);
    know(session, FATIMA, HIDDEN.text(), Optional.of(NOON));
    know(session, OMAR, "7@lid", Optional.of(NOON));
    know(theirs, FATIMA, HIDDEN.text(), Optional.of(NOON));

    assertThat(unitOfWork().execute(() -> personRecords().deleteContacts(ACME, NAMES)))
        .isEqualTo(1);

    assertThat(unitOfWork().execute(() -> contacts().find(session.id(), FATIMA))).isEmpty();
    assertThat(unitOfWork().execute(() -> contacts().find(session.id(), OMAR))).isPresent();
    assertThat(unitOfWork().execute(() -> contacts().find(theirs.id(), FATIMA))).isPresent();
  }

  @Test
  default void knowsWhichFilesAreUsed() {
    var session = owned(ACME);
    var used = new MediaId(UUID.randomUUID());
    var unused = new MediaId(UUID.randomUUID());
    add(received(session, OMAR, image(used)));
    add(received(owned(GLOBEX), OMAR, image(unused)));

    var step =
        unitOfWork()
            .execute(
                () ->
                    personRecords()
                        .uses(ACME, Set.of(used, unused), Optional.empty(), ALL_OF_THEM));

    assertThat(step.files()).containsOnly(used);
    assertThat(step.end()).isEmpty();
  }

  private static Optional<Address> at(Recipient hidden) {
    return Optional.of(new Address(hidden.text()));
  }

  private static Optional<Recipient> by(Recipient author) {
    return Optional.of(author);
  }

  private static Content image(MediaId id) {
    return new Content.Media(
        MediaKind.IMAGE,
        new MediaFile(id, "image/png", 1, "00"),
        Optional.empty(),
        Optional.empty(),
        Context.NONE);
  }

  private static Message received(Owned by, Recipient from, Content content) {
    return Message.receive(
        by.session().account(),
        by.id(),
        from,
        Optional.empty(),
        content,
        WhatsAppId.next(RANDOM),
        NOON,
        NOON);
  }

  private void keep(Contact contact) {
    unitOfWork().run(() -> contacts().save(List.of(contact)));
  }

  private void publish(Message message) {
    unitOfWork().run(() -> events().publish(List.of(message.received(NOON))));
  }

  private int told(AccountId account) {
    return unitOfWork().execute(() -> outbox().after(account, 0, ALL_OF_THEM)).size();
  }

  private Content content(Message message) {
    return find(message).orElseThrow().content();
  }

  private Set<Recipient> names(Recipient named) {
    return unitOfWork().execute(() -> personRecords().names(ACME, named));
  }

  private boolean isWrittenTo(boolean own) {
    return unitOfWork().execute(() -> personRecords().isWrittenTo(ACME, NAMES, own));
  }

  private PersonRecords.Deleted deleteMessages(int limit) {
    return unitOfWork().execute(() -> personRecords().deleteMessages(ACME, NAMES, limit));
  }

  /** Looks at two messages. */
  private Optional<MessageId> forgetMentions(Optional<MessageId> after) {
    return unitOfWork().execute(() -> personRecords().forgetMentions(ACME, NAMES, after, 2)).end();
  }
}
