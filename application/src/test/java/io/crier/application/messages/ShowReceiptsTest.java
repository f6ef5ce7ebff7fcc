package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a message has reached. */
class ShowReceiptsTest {

  private static final Recipient GROUP = new Recipient.Group("120363041234567890@g.us");
  private static final Recipient FATIMA = Recipient.parse("+966501234567");
  private static final Recipient OMAR = Recipient.parse("+966507654321");
  private static final Recipient HIDDEN_OMAR = new Recipient.Hidden("123456789@lid");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @BeforeEach
  void sendNoReceipts() {
    world.whatsApp.sendReceipts(false);
  }

  @Test
  void showsEachMemberOfAGroup() {
    var message = sent(GROUP);
    var at = world.instant().plusSeconds(5);
    report(message, MessageStatus.READ, FATIMA, at);
    report(message, MessageStatus.DELIVERED, OMAR, at);

    assertThat(shown(message))
        .containsExactly(
            new MemberReceipt(FATIMA, Optional.of(at), Optional.of(at), Optional.empty()),
            new MemberReceipt(OMAR, Optional.of(at), Optional.empty(), Optional.empty()));
    assertThat(world.status(message)).isEqualTo(MessageStatus.READ);
  }

  @Test
  void keepsReceiptsThatDoNotMoveTheMessageForward() {
    var message = sent(GROUP);
    report(message, MessageStatus.READ, FATIMA, world.instant());

    report(message, MessageStatus.READ, OMAR, world.instant());

    assertThat(shown(message)).extracting(MemberReceipt::member).containsExactly(FATIMA, OMAR);
  }

  @Test
  void showsNoReceiptBeforeSending() {
    var message = sent(GROUP);
    report(message, MessageStatus.READ, FATIMA, world.instant().minusSeconds(60));

    assertThat(shown(message).getFirst().readAt())
        .isEqualTo(world.message(message).progress().sentAt());
  }

  @Test
  void showsOnePersonKnownByTwoNamesOnce() {
    var message = sent(GROUP);
    var at = world.instant();
    report(message, MessageStatus.DELIVERED, HIDDEN_OMAR, at);
    report(message, MessageStatus.READ, OMAR, at.plusSeconds(9));
    var contact =
        new Contact(
            session.id(), OMAR, Optional.of(new Address(HIDDEN_OMAR.text())), at, Optional.of(at));
    world.database.run(() -> world.contacts.save(List.of(contact)));

    assertThat(shown(message))
        .extracting(MemberReceipt::member, MemberReceipt::readAt)
        .containsExactly(tuple(OMAR, Optional.of(at.plusSeconds(9))));
  }

  @Test
  void showsThePersonWhoGotIt() {
    var message = sent(FATIMA);
    assertThat(shown(message)).isEmpty();

    world.whatsApp.report(
        session.id(), new Event.Receipt(message.whatsAppId(), MessageStatus.READ, world.instant()));
    world.passSeconds(1);

    assertThat(shown(message)).extracting(MemberReceipt::member).containsExactly(FATIMA);
  }

  @Test
  void hidesReceiptsFromOtherAccounts() {
    var message = sent(GROUP);

    assertRefused(
        MESSAGE_NOT_FOUND,
        () -> world.server.showReceipts.show(admin(world.account()), message.id()));
  }

  private Message sent(Recipient to) {
    var message =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                to,
                new Content.Text("hi"),
                Handling.ORDINARY,
                false,
                Optional.empty()));
    world.passSeconds(20);
    return message;
  }

  private void report(Message message, MessageStatus reached, Recipient member, Instant at) {
    world.whatsApp.report(
        session.id(), new Event.Receipt(message.whatsAppId(), reached, Optional.of(member), at));
    world.passSeconds(1);
  }

  private List<MemberReceipt> shown(Message message) {
    return world.server.showReceipts.show(admin(account), message.id());
  }
}
