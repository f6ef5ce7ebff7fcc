package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.accounts.Account;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.RawMessage;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Revisions.Version;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviseMessageTest {

  private static final Recipient FATIMA = MessageFixture.number(1);
  private static final Recipient OMAR = MessageFixture.number(2);
  private static final Recipient GROUP = Recipient.parse("120363041234567890@g.us");
  private static final Recipient HIDDEN = Recipient.parse("12345678901@lid");
  private static final Optional<Address> LID = Optional.of(new Address(HIDDEN.text()));
  private static final WhatsAppId ID = new WhatsAppId("3A01");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void replacesWhatAMessageSaysAndKeepsWhatItSaid() {
    report(received(FATIMA, "Helo"));
    var written = received().progress().sentAt().orElseThrow();

    report(edited(FATIMA, "Hello"));

    assertThat(received().content()).isEqualTo(new Content.Text("Hello"));
    assertThat(received().revisions().earlier()).containsExactly(new Version("Helo", written));
    assertThat(published(MessageEvent.Edited.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.message()).isEqualTo(received().id());
              assertThat(it.content().text()).isEqualTo("Hello");
            });
    assertThat(published(MessageEvent.Received.class)).hasSize(1);
  }

  @Test
  void publishesAnEditAndADeletionOnce() {
    report(received(FATIMA, "Helo"));
    var edited = edited(FATIMA, "Hello");
    var revoked = revoked(FATIMA);
    report(edited);
    report(edited);
    report(revoked);
    report(revoked);
    report(edited);

    assertThat(published(MessageEvent.Edited.class)).hasSize(1);
    assertThat(published(MessageEvent.Revoked.class)).hasSize(1);
  }

  @Test
  void confirmsThemOnceTheyAreDurable() {
    report(received(FATIMA, "Helo"));
    var durable = new ArrayList<String>();
    world.whatsApp.report(
        session.id(),
        edited(FATIMA, "Hello").whenKept(() -> durable.add(received().content().text())));
    world.whatsApp.report(
        session.id(),
        revoked(FATIMA)
            .whenKept(() -> durable.add(received().revisions().revokedAt().isPresent() + "")));
    assertThat(durable).isEmpty();

    world.passSeconds(1);

    assertThat(durable).containsExactly("Hello", "true");
  }

  @Test
  void keepsAnEditWithoutItsOriginalAsAMessage() {
    report(edited(FATIMA, "Hello"));

    assertThat(received().content()).isEqualTo(new Content.Text("Hello"));
    assertThat(received().whatsAppId()).isEqualTo(ID);
    assertThat(published(MessageEvent.Received.class)).hasSize(1);
    assertThat(published(MessageEvent.Edited.class)).isEmpty();
  }

  @Test
  void forgetsADeletionWithoutItsOriginal() {
    report(revoked(FATIMA));

    assertThat(published(MessageEvent.Revoked.class)).isEmpty();
    assertThat(published(MessageEvent.Received.class)).isEmpty();
  }

  @Test
  void keepsWhatADeletedMessageSaid() {
    report(received(FATIMA, "Hello"));

    report(revoked(FATIMA));

    assertThat(received().content()).isEqualTo(new Content.Text("Hello"));
    assertThat(received().revisions().revokedAt())
        .contains(published(MessageEvent.Revoked.class).getFirst().at());
  }

  @Test
  void blanksWhatADeletedMessageSaidIfTheSessionWantsThat() {
    report(received(FATIMA, "Helo").with(Optional.of(new RawMessage("{}"))));
    report(edited(FATIMA, "Hello"));
    world.server.controlSession.change(
        admin(account), session.id(), it -> it.set(Map.of(Session.REVOKED, "blank")));

    report(revoked(FATIMA));

    assertThat(received().content()).isEqualTo(new Content.Text(""));
    assertThat(received().revisions().earlier()).isEmpty();
    var id = received().id();
    assertThat(world.database.execute(() -> world.rawMessages.find(account.id(), id))).isEmpty();
  }

  @Test
  void nobodyElseEditsOrDeletesAMessage() {
    report(received(FATIMA, "Hello"));

    report(edited(OMAR, "Goodbye"));
    report(revoked(OMAR));

    assertThat(received().content()).isEqualTo(new Content.Text("Hello"));
    assertThat(received().revisions().isNone()).isTrue();
  }

  @Test
  void inAGroupOnlyTheAuthorEditsAndAnAdminMayDelete() {
    report(received(GROUP, "Hello", Optional.of(FATIMA)));

    report(new Event.Edited(received(GROUP, "Goodbye", Optional.of(OMAR))));
    assertThat(received().revisions().isNone()).isTrue();
    report(new Event.Edited(received(GROUP, "Hello!", Optional.of(FATIMA))));
    assertThat(received().content().text()).isEqualTo("Hello!");

    report(revoked(GROUP));
    assertThat(received().revisions().revokedAt()).isPresent();
  }

  @Test
  void recognizesAContactByAnyOfItsNames() {
    report(received(FATIMA, "Helo"));

    var version = new Event.Received(ID, HIDDEN, LID, new Content.Text("Hello"), world.instant());
    report(new Event.Edited(version));

    assertThat(received().content().text()).isEqualTo("Hello");
  }

  @Test
  void whatTheSessionSentIsEditedAndDeletedOnItsPhone() {
    var sent =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                FATIMA,
                new Content.Text("Helo"),
                Handling.ORDINARY,
                false,
                Optional.empty()));
    world.passSeconds(5);
    var version =
        new Event.Received(
            sent.whatsAppId(),
            FATIMA,
            Optional.empty(),
            new Content.Text("Hello"),
            world.instant());

    report(new Event.Edited(version.sentElsewhere()));
    report(new Event.Revoked(true, sent.whatsAppId(), FATIMA, Optional.empty(), world.instant()));

    assertThat(world.message(sent).content()).isEqualTo(new Content.Text("Hello"));
    assertThat(world.message(sent).revisions().revokedAt()).isPresent();
    assertThat(published(MessageEvent.Received.class)).isEmpty();
  }

  private void report(Event event) {
    world.whatsApp.report(session.id(), event);
    world.passSeconds(1);
  }

  private Event.Received received(Recipient chat, String text, Optional<Recipient> author) {
    var context = new Context(Optional.empty(), List.of(), author);
    var address = chat.equals(FATIMA) ? LID : Optional.<Address>empty();
    return new Event.Received(ID, chat, address, new Content.Text(text, context), world.instant());
  }

  private Event.Received received(Recipient chat, String text) {
    return received(chat, text, Optional.empty());
  }

  private Event.Edited edited(Recipient chat, String text) {
    return new Event.Edited(received(chat, text));
  }

  private Event.Revoked revoked(Recipient chat) {
    return new Event.Revoked(false, ID, chat, Optional.empty(), world.instant());
  }

  private Message received() {
    var id = published(MessageEvent.Received.class).getFirst().message();
    return world.database.execute(() -> world.messages.find(account.id(), id)).orElseThrow();
  }

  private <T extends DomainEvent> List<T> published(Class<T> type) {
    return world.events().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
