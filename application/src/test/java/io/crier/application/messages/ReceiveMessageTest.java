package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.in;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.Unavailable.Reason.UNDECRYPTABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Origin;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.RawMessage;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiveMessageTest {

  private static final Recipient HIDDEN = Recipient.parse("12345678901@lid");
  private static final Recipient NUMBER = MessageFixture.number(1);
  private static final Address LID = new Address(HIDDEN.text());
  private static final Content.Text HI = new Content.Text("hi");
  private static final Content POLL = new Content.Unsupported("poll", "Tea?", Context.NONE);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);
  private int received;

  @Test
  void keepsAMessageThatArrivesTwiceOnce() {
    var twice =
        new Engine.Event.Received(
            new WhatsAppId("3A01"), NUMBER, Optional.of(LID), HI, world.instant());
    world.whatsApp.report(session.id(), twice);
    world.whatsApp.report(session.id(), twice);
    world.passSeconds(1);

    assertThat(published()).hasSize(1);
  }

  @Test
  void replacesAnUnavailableMessageByItsContent() {
    write("3A01", new Unavailable(UNDECRYPTABLE, Context.NONE));
    write("3A01", HI);
    write("3A01", new Unavailable(UNDECRYPTABLE, Context.NONE));
    write("3A01", new Content.Text("something else"));

    assertThat(published())
        .extracting(MessageEvent.Received::content)
        .containsExactly(new Unavailable(UNDECRYPTABLE, Context.NONE), HI);
    assertThat(published()).extracting(MessageEvent.Received::message).containsOnly(firstId());
    assertThat(stored(published().getFirst()).content()).isEqualTo(HI);
  }

  @Test
  void keepsTheRawFormOfWhatItDoesNotUnderstand() {
    var raw = new RawMessage("{\"poll\":1}");
    world.whatsApp.report(
        session.id(),
        new Engine.Event.Received(
                new WhatsAppId("3A01"), NUMBER, Optional.of(LID), POLL, world.instant())
            .with(Optional.of(raw)));
    world.passSeconds(1);

    assertThat(world.server.showRawMessage.show(admin(account), firstId())).isEqualTo(raw);
    assertRefused(
        MESSAGE_NOT_FOUND,
        () -> world.server.showRawMessage.show(admin(world.account()), firstId()));
    assertRefused(
        ROLE_REQUIRED, () -> world.server.showRawMessage.show(in(account, Role.SEND), firstId()));
  }

  @Test
  void confirmsAMessageOnceItIsDurable() {
    var durable = new ArrayList<Integer>();
    var message =
        new Engine.Event.Received(
            new WhatsAppId("3A01"), NUMBER, Optional.of(LID), HI, world.instant());
    world.whatsApp.report(session.id(), message.whenKept(() -> durable.add(published().size())));
    assertThat(durable).isEmpty();

    world.passSeconds(1);

    assertThat(durable).containsExactly(1);
  }

  @Test
  void identifiesAContactByTheNumberItHasShown() {
    write(NUMBER, LID, HI);
    write(HIDDEN, LID, HI);

    assertThat(published()).extracting(MessageEvent.Received::from).containsExactly(NUMBER, NUMBER);
    assertThat(contact(HIDDEN)).isEmpty();
    assertThat(contact(NUMBER)).flatMap(Contact::address).contains(LID);
  }

  @Test
  void mergesThePastOfAContactThatShowsItsNumberLater() {
    write(HIDDEN, LID, HI);
    var met = contact(HIDDEN).flatMap(Contact::metAt);
    var answer = accept(HIDDEN);
    world.passSeconds(5);

    write(NUMBER, LID, HI);

    assertThat(contact(HIDDEN)).isEmpty();
    assertThat(contact(NUMBER)).flatMap(Contact::metAt).isEqualTo(met).isPresent();
    assertThat(world.message(answer).peer()).isEqualTo(NUMBER);
  }

  @Test
  void sendsMessagesWaitingForAContactThatRevealsItsNumber() {
    write(HIDDEN, LID, HI);
    world.server.controlSession.pause(admin(account), session.id());
    var waiting = accept(HIDDEN);
    write(NUMBER, LID, HI);

    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(5);

    assertThat(world.status(waiting)).isEqualTo(MessageStatus.READ);
    assertThat(world.whatsApp.sent()).singleElement().matches(it -> it.to().equals(NUMBER));
    assertThat(world.checks).isEmpty();
  }

  @Test
  void sendsToTheNumberOfAHiddenRecipientIfThatIsKnown() {
    write(NUMBER, LID, HI);

    assertThat(accept(HIDDEN).peer()).isEqualTo(NUMBER);
  }

  @Test
  void keepsAnAddressThatWhatsAppChanges() {
    write(NUMBER, new Address("15550001@s.whatsapp.net"), HI);
    write(NUMBER, LID, HI);

    assertThat(contact(NUMBER)).flatMap(Contact::address).contains(LID);
  }

  @Test
  void namesTheMessageThatAReplyQuotes() {
    var question = accept(NUMBER);
    world.passSeconds(5);
    var quoted =
        new Quoted(Optional.empty(), question.whatsAppId(), true, Optional.empty(), "hello");
    write(
        NUMBER,
        LID,
        new Content.Text("yes", new Context(Optional.of(quoted), List.of(), Optional.empty())));
    write(NUMBER, LID, new Content.Reaction(quoted, "👍", Context.NONE));

    assertThat(published().get(0).content().context().replyTo())
        .flatMap(Quoted::id)
        .contains(question.id());
    assertThat(published().get(1).content())
        .isInstanceOfSatisfying(
            Content.Reaction.class,
            reaction -> assertThat(reaction.target().id()).contains(question.id()));
  }

  @Test
  void keepsAReplyToAnUnknownMessage() {
    var quoted =
        new Quoted(Optional.empty(), new WhatsAppId("3EB0"), true, Optional.empty(), "hello");
    write(NUMBER, LID, new Content.Reaction(quoted, "👍", Context.NONE));

    assertThat(published())
        .singleElement()
        .extracting(MessageEvent.Received::content)
        .isEqualTo(new Content.Reaction(quoted, "👍", Context.NONE));
  }

  @Test
  void keepsWhenAMessageWasSentAndWhenItArrived() {
    var sent = world.instant().minusSeconds(3_600);
    world.whatsApp.report(
        session.id(),
        new Engine.Event.Received(new WhatsAppId("3A01"), NUMBER, Optional.of(LID), HI, sent));
    world.passSeconds(1);

    assertThat(published()).singleElement().matches(it -> it.at().equals(sent));
    var message = stored(published().getFirst());
    assertThat(message.progress().sentAt()).contains(sent);
    assertThat(message.createdAt()).isAfter(sent.plusSeconds(3_599));
  }

  @Test
  void keepsWhatTheHolderWritesOnThePhoneOnce() {
    for (int time = 0; time < 2; time++) {
      world.whatsApp.report(session.id(), onPhone(NUMBER));
      world.passSeconds(1);
    }

    var sent = sentElsewhere();
    assertThat(sent).singleElement().matches(it -> it.to().equals(NUMBER));
    var message = stored(sent.getFirst());
    assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(message.handling().origin()).isEqualTo(Origin.PHONE);
    assertThat(message.status()).isEqualTo(MessageStatus.SENT);
    assertThat(published()).isEmpty();
  }

  @Test
  void writingOnThePhoneMakesTheContactKnown() {
    assertThat(accept(NUMBER).reachesOut(contact(NUMBER))).isTrue();

    world.whatsApp.report(session.id(), onPhone(NUMBER));
    world.passSeconds(1);

    assertThat(accept(NUMBER).reachesOut(contact(NUMBER))).isFalse();
  }

  @Test
  void refundsNothingForAMessageFromThePhoneThatBounces() {
    accept(NUMBER);
    var sent = onPhone(NUMBER);
    world.whatsApp.report(session.id(), sent);
    world.passSeconds(1);

    world.whatsApp.report(
        session.id(),
        new Engine.Event.Bounced(sent.id(), Failure.of(Fault.RECIPIENT_REFUSED), world.instant()));
    world.passSeconds(1);

    assertThat(stored(sentElsewhere().getFirst()).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(world.server.showAccount.own(admin(account)).usage().sendsToday()).isOne();
  }

  private Message stored(MessageEvent event) {
    return world
        .database
        .execute(() -> world.messages.find(account.id(), event.message()))
        .orElseThrow();
  }

  private Engine.Event.Received onPhone(Recipient to) {
    return new Engine.Event.Received(
            new WhatsAppId("3APHONE"), to, Optional.of(LID), HI, world.instant())
        .sentElsewhere();
  }

  private List<MessageEvent.SentElsewhere> sentElsewhere() {
    return world.events().stream()
        .filter(MessageEvent.SentElsewhere.class::isInstance)
        .map(MessageEvent.SentElsewhere.class::cast)
        .toList();
  }

  private void write(String id, Content content) {
    world.whatsApp.report(
        session.id(),
        new Engine.Event.Received(
            new WhatsAppId(id), NUMBER, Optional.of(LID), content, world.instant()));
    world.passSeconds(1);
  }

  private MessageId firstId() {
    return published().getFirst().message();
  }

  private void write(Recipient from, Address address, Content content) {
    world.whatsApp.report(
        session.id(),
        new Engine.Event.Received(
            new WhatsAppId("3A%d".formatted(++received)),
            from,
            Optional.of(address),
            content,
            world.instant()));
    world.passSeconds(1);
  }

  private Message accept(Recipient to) {
    return world.accept(
        new AcceptMessages.Request(
            admin(account), session.id(), to, HI, Handling.ORDINARY, false, Optional.empty()));
  }

  private Optional<Contact> contact(Recipient recipient) {
    return world.database.execute(() -> world.contacts.find(session.id(), recipient));
  }

  private List<MessageEvent.Received> published() {
    return world.events().stream()
        .filter(MessageEvent.Received.class::isInstance)
        .map(MessageEvent.Received.class::cast)
        .toList();
  }
}
