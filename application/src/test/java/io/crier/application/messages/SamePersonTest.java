package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People of countries whose numbers WhatsApp may know in another form than people write them. */
class SamePersonTest {

  private static final PhoneNumber LONG = new PhoneNumber("+5511987654321");
  private static final PhoneNumber SHORT = new PhoneNumber("+551187654321");
  private static final Recipient WRITTEN = new Recipient.Phone(LONG);
  private static final Recipient REGISTERED = new Recipient.Phone(SHORT);
  private static final Address ADDRESS = new Address("551187654321@s.whatsapp.net");
  private static final Address LID = new Address("77777777777@lid");
  private static final Content HI = new Content.Text("Oi");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);
  private int received;

  @BeforeEach
  void registerUnderTheShortForm() {
    world.whatsApp.register(LONG, SHORT);
  }

  @Test
  void receivesAnAnswerFromWhomItWasSentTo() {
    accept(WRITTEN);

    write(REGISTERED, ADDRESS);

    assertThat(conversation(WRITTEN)).hasSize(2).extracting(Message::peer).containsOnly(WRITTEN);
    assertThat(contact(REGISTERED)).isEmpty();
  }

  @Test
  void receivesAnAnswerFromAHiddenAddressWithTheOtherNumber() {
    accept(WRITTEN);

    write(REGISTERED, LID);
    write(REGISTERED, LID);

    assertThat(conversation(WRITTEN)).hasSize(3).extracting(Message::peer).containsOnly(WRITTEN);
  }

  @Test
  void findsTheConversationUnderEitherForm() {
    accept(WRITTEN);
    write(REGISTERED, ADDRESS);

    assertThat(conversation(REGISTERED)).isEqualTo(conversation(WRITTEN)).hasSize(2);
  }

  @Test
  void sendsToEitherFormAsToAKnownContact() {
    accept(WRITTEN);
    write(REGISTERED, ADDRESS);

    var answer = accept(REGISTERED);

    assertThat(answer.peer()).isEqualTo(WRITTEN);
    assertThat(answer.reachesOut(contact(answer.peer()))).isFalse();
  }

  @Test
  void repliesUnderEitherForm() {
    accept(WRITTEN);
    write(REGISTERED, ADDRESS);
    var message = conversation(WRITTEN).getFirst();

    var quoted =
        world.server.quoteMessage.quote(admin(account), session.id(), REGISTERED, message.id());

    assertThat(quoted.whatsAppId()).isEqualTo(message.whatsAppId());
  }

  @Test
  void mergesWhoeverWroteFirst() {
    write(REGISTERED, ADDRESS);

    accept(WRITTEN);

    assertThat(conversation(WRITTEN)).hasSize(2).extracting(Message::peer).containsOnly(REGISTERED);
    assertThat(contact(WRITTEN)).isEmpty();
    assertThat(accept(WRITTEN).peer()).isEqualTo(REGISTERED);
  }

  @Test
  void mergesOnACheck() {
    write(REGISTERED, ADDRESS);

    world.server.checkNumber.check(admin(account), session.id(), LONG);

    assertThat(accept(WRITTEN).reachesOut(contact(REGISTERED))).isFalse();
  }

  @Test
  void learnsFromTheAnswerToASend() {
    world.whatsApp.register(LONG, LONG);
    world.whatsApp.willAnswer(
        new Engine.Outcome.Sent(new WhatsAppId("3EB0"), Optional.of(ADDRESS)));
    accept(WRITTEN);

    write(REGISTERED, ADDRESS);

    assertThat(conversation(WRITTEN)).hasSize(2);
  }

  @Test
  void keepsPeopleApartWhoseNumbersOnlyLookAlike() {
    world.whatsApp.register(LONG, LONG);
    accept(WRITTEN);

    write(REGISTERED, ADDRESS);

    assertThat(conversation(WRITTEN)).hasSize(1);
    assertThat(conversation(REGISTERED)).hasSize(1);
  }

  private void write(Recipient from, Address address) {
    world.whatsApp.report(
        session.id(),
        new Engine.Event.Received(
            new WhatsAppId("3A" + ++received), from, Optional.of(address), HI, world.instant()));
    world.passSeconds(1);
  }

  private Message accept(Recipient to) {
    var accepted =
        world.accept(
            new AcceptMessages.Request(
                admin(account), session.id(), to, HI, Handling.ORDINARY, false, Optional.empty()));
    world.passSeconds(5);
    return accepted;
  }

  private Optional<Contact> contact(Recipient recipient) {
    return world.database.execute(() -> world.contacts.find(session.id(), recipient));
  }

  private List<Message> conversation(Recipient peer) {
    var filter =
        new Messages.Filter(
            Set.of(), Set.of(), Optional.empty(), Set.of(peer), Optional.empty(), Optional.empty());
    return world
        .server
        .findMessages
        .list(admin(account), filter, Optional.empty(), 100)
        .items()
        .stream()
        .map(FindMessages.Listed::message)
        .toList();
  }
}
