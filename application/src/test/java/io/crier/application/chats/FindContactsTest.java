package io.crier.application.chats;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.chats.ChatProblem.CONTACT_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindContactsTest {

  private static final Recipient FATIMA = Recipient.parse("+966501234567");
  private static final Recipient HIDDEN = Recipient.parse("12345678@lid");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @Test
  void findsPeopleByAnyOfTheirNames() {
    know(FATIMA, Optional.of(new Address(HIDDEN.text())));
    write(FATIMA, "Fatima");

    assertThat(find(FATIMA).name()).contains("Fatima");
    assertThat(find(HIDDEN)).isEqualTo(find(FATIMA));
    assertThat(list()).containsExactly(find(FATIMA));
  }

  @Test
  void hidesWhoIsNotOnWhatsApp() {
    know(FATIMA, Optional.empty());

    assertRefused(CONTACT_NOT_FOUND, () -> find(FATIMA));
    assertRefused(CONTACT_NOT_FOUND, () -> find(HIDDEN));
    assertThat(list()).isEmpty();
  }

  @Test
  void hidesSessionsOfOtherAccounts() {
    know(FATIMA, Optional.of(new Address(HIDDEN.text())));
    var stranger = admin(world.account());

    assertRefused(
        SESSION_NOT_FOUND, () -> world.server.findContacts.find(stranger, session.id(), FATIMA));
    assertRefused(
        SESSION_NOT_FOUND,
        () -> world.server.findContacts.list(stranger, session.id(), Optional.empty(), 10));
  }

  private FindContacts.Known find(Recipient named) {
    return world.server.findContacts.find(admin(account), session.id(), named);
  }

  private List<FindContacts.Known> list() {
    return world
        .server
        .findContacts
        .list(admin(account), session.id(), Optional.empty(), 10)
        .items();
  }

  private void know(Recipient recipient, Optional<Address> address) {
    var contact = new Contact(session.id(), recipient, address, world.instant(), Optional.empty());
    world.database.run(() -> world.contacts.save(List.of(contact)));
  }

  private void write(Recipient from, String name) {
    var envelope = new Envelope(Optional.of(name), false, Optional.empty());
    var context = new Context(Optional.empty(), List.of(), Optional.empty(), envelope);
    var message =
        Message.receive(
            account.id(),
            session.id(),
            from,
            Optional.empty(),
            new Content.Text("hi", context),
            WhatsAppId.next(world.random),
            world.instant(),
            world.instant());
    world.database.run(() -> world.messages.add(List.of(message)));
  }
}
