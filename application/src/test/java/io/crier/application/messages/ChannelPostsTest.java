package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a session posts in channels, and what it receives from those that it follows. */
class ChannelPostsTest {

  private static final Recipient CHANNEL = new Recipient.Channel("120363144038483540@newsletter");
  private static final Content.Text POST = new Content.Text("a new day");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void postsInAChannelThroughTheQueue() {
    var message = accept(POST);
    world.passSeconds(5);

    assertThat(world.whatsApp.sent(session.id()))
        .singleElement()
        .matches(it -> it.to().equals(CHANNEL) && it.content().equals(POST));
    assertThat(
            world
                .database
                .execute(() -> world.messages.find(account.id(), message.id()))
                .orElseThrow()
                .status()
                .isSent())
        .isTrue();
    assertNeitherChatNorContact();
  }

  @Test
  void refusesWhatAChannelDoesNotTake() {
    assertRefused(
        INVALID_CONTENT,
        () -> accept(new Content.Location(1, 2, Optional.empty(), Optional.empty(), Context.NONE)));
    assertRefused(
        INVALID_CONTENT,
        () ->
            accept(
                new Content.Text(
                    "hi",
                    new Context(
                        Optional.empty(), List.of(MessageFixture.number(1)), Optional.empty()))));
  }

  @Test
  void refusesAPostThatTheEngineCannotSend() {
    world.whatsApp.removeAbility(Ability.POST_IN_CHANNEL);

    assertRefused(TYPE_UNSUPPORTED, () -> accept(POST));
  }

  @Test
  void ignoresChannelsUnlessTheSessionReceivesThem() {
    report();

    assertThat(received()).isEmpty();
  }

  @Test
  void keepsThePostsOfChannelsIfTheSessionReceivesThem() {
    world.whatsApp.addAbility(Ability.RECEIVE_CHANNELS);
    world.server.controlSession.change(
        admin(account), session.id(), it -> it.set(Map.of(Session.CHANNELS, "receive")));
    world.passSeconds(1);

    report();

    assertThat(received()).singleElement().matches(it -> it.from().equals(CHANNEL));
    assertNeitherChatNorContact();
  }

  private void report() {
    world.whatsApp.report(
        session.id(),
        new Event.Received(
            new WhatsAppId("POST1"), CHANNEL, Optional.empty(), POST, world.instant()));
    world.passSeconds(1);
  }

  private void assertNeitherChatNorContact() {
    assertThat(
            world.server.findChats.list(admin(account), session.id(), Optional.empty(), 10).items())
        .isEmpty();
    assertThat(world.database.execute(() -> world.contacts.find(session.id(), CHANNEL))).isEmpty();
  }

  private Message accept(Content content) {
    content.requireFitToSend();
    return world.accept(
        new AcceptMessages.Request(
            admin(account),
            session.id(),
            CHANNEL,
            content,
            Handling.ORDINARY,
            false,
            Optional.empty()));
  }

  private List<MessageEvent.Received> received() {
    return world.events().stream()
        .filter(MessageEvent.Received.class::isInstance)
        .map(MessageEvent.Received.class::cast)
        .toList();
  }
}
