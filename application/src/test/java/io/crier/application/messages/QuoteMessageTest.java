package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_QUOTABLE;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuoteMessageTest {

  private static final Address ADDRESS = new Address("4915000000001@s.whatsapp.net");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @Test
  void quotesASentMessageWithItsText() {
    var sent = sent(1);

    var quoted = quote(number(1), sent);

    assertThat(quoted)
        .isEqualTo(
            new Quoted(
                Optional.of(sent.id()),
                world.message(sent).whatsAppId(),
                true,
                Optional.empty(),
                sent.content().text()));
  }

  @Test
  void quotesAReceivedMessageAsTheirs() {
    var received = received(number(1), Optional.of(ADDRESS));

    assertThat(quote(number(1), received).ours()).isFalse();
  }

  @Test
  void rejectsAWaitingMessage() {
    world.server.controlSession.pause(admin(account), session.id());
    var queued = world.accept(account, session, 1);

    assertRefused(MESSAGE_NOT_QUOTABLE, () -> quote(number(1), queued));
  }

  @Test
  void rejectsAMessageOfAnotherChat() {
    var sent = sent(1);

    assertRefused(MESSAGE_NOT_QUOTABLE, () -> quote(number(2), sent));
  }

  @Test
  void quotesAMessageFromAHiddenNumberInTheChatOfItsNumber() {
    var hidden = new Recipient.Hidden("123456789@lid");
    var received = received(hidden, Optional.of(ADDRESS));
    known(number(1), ADDRESS);

    assertThat(quote(number(1), received).whatsAppId()).isEqualTo(received.whatsAppId());
    assertRefused(MESSAGE_NOT_QUOTABLE, () -> quote(number(2), received));
  }

  @Test
  void hidesMessagesOfOtherAccountsAndSessions() {
    var sent = sent(1);
    var other = world.connected(account, Pacing.CAREFUL);
    var stranger = world.account();
    var quoteMessage = world.server.quoteMessage;

    assertRefused(
        MESSAGE_NOT_FOUND,
        () -> quoteMessage.quote(admin(account), other.id(), number(1), sent.id()));
    assertRefused(
        SESSION_NOT_FOUND,
        () -> quoteMessage.quote(admin(stranger), session.id(), number(1), sent.id()));
    assertRefused(
        MESSAGE_NOT_FOUND,
        () ->
            quoteMessage.quote(
                admin(account), session.id(), number(1), MessageId.next(world.instant())));
  }

  private Quoted quote(Recipient chat, Message message) {
    return world.server.quoteMessage.quote(admin(account), session.id(), chat, message.id());
  }

  private Message sent(int to) {
    var message = world.accept(account, session, to);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.status(message))
        .isIn(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ);
    return message;
  }

  private Message received(Recipient from, Optional<Address> address) {
    var message =
        Message.receive(
            account.id(),
            session.id(),
            from,
            address,
            new Content.Text("Is it ready?"),
            new WhatsAppId("3EB0AA"),
            world.instant(),
            world.instant());
    world.database.run(() -> world.messages.add(List.of(message)));
    address.ifPresent(known -> known(from, known));
    return message;
  }

  private void known(Recipient somebody, Address address) {
    world.database.run(
        () ->
            world.contacts.save(
                List.of(
                    new Contact(
                        session.id(),
                        somebody,
                        Optional.of(address),
                        world.instant(),
                        Optional.empty()))));
  }
}
