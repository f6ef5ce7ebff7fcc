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
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stories that a session posts, and those of the people it knows. */
class StoriesTest {

  private static final Recipient STORIES = new Recipient.Stories();
  private static final Recipient FATIMA = MessageFixture.number(1);
  private static final Content.Text STORY =
      new Content.Text("a new day", Context.NONE.shownTo(List.of(FATIMA)));

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void postsAStoryThroughTheQueue() {
    var message = accept(STORIES, STORY);
    world.passSeconds(5);

    assertThat(world.whatsApp.sent(session.id()))
        .singleElement()
        .matches(it -> it.to().equals(STORIES) && it.content().equals(STORY));
    assertThat(stored(message).status().isSent()).isTrue();
    assertThat(world.server.showAccount.own(admin(account)).usage().sendsToday()).isOne();
    assertNeitherChatNorContact();
  }

  @Test
  void showsWhoHasSeenAStory() {
    world.whatsApp.sendReceipts(false);
    var message = accept(STORIES, STORY);
    world.passSeconds(5);

    world.whatsApp.report(
        session.id(),
        new Event.Receipt(
            stored(message).whatsAppId(),
            MessageStatus.READ,
            Optional.of(FATIMA),
            world.instant()));
    world.passSeconds(2);

    assertThat(world.server.showReceipts.show(admin(account), message.id()))
        .extracting(MemberReceipt::member)
        .containsExactly(FATIMA);
  }

  @Test
  void refusesAStoryWithoutAnAudienceAndAnAudienceWithoutAStory() {
    assertRefused(INVALID_CONTENT, () -> accept(STORIES, new Content.Text("a new day")));
    assertRefused(INVALID_CONTENT, () -> accept(FATIMA, STORY));
  }

  @Test
  void refusesAStoryThatIsNoTextImageOrVideo() {
    var context = Context.NONE.shownTo(List.of(FATIMA));
    var place = new Content.Location(1, 2, Optional.empty(), Optional.empty(), context);

    assertRefused(INVALID_CONTENT, () -> accept(STORIES, place));
  }

  @Test
  void refusesATooLargeAudience() {
    var people = Stream.generate(() -> FATIMA).limit(1_001).toList();

    assertRefused(
        INVALID_CONTENT,
        () -> accept(STORIES, new Content.Text("hi", Context.NONE.shownTo(people))));
  }

  @Test
  void refusesAStoryThatTheEngineCannotPost() {
    world.whatsApp.removeAbility(Ability.POST_STORY);

    assertRefused(TYPE_UNSUPPORTED, () -> accept(STORIES, STORY));
  }

  @Test
  void ignoresTheStoriesOfOthers() {
    world.whatsApp.postStory(session.id(), FATIMA, "a new day");
    world.passSeconds(1);

    assertThat(received()).isEmpty();
  }

  @Test
  void keepsTheStoriesOfOthersIfTheSessionReceivesThem() {
    world.server.controlSession.change(
        admin(account), session.id(), it -> it.set(Map.of(Session.STORIES, "receive")));
    world.passSeconds(1);

    world.whatsApp.postStory(session.id(), FATIMA, "a new day");
    world.passSeconds(1);

    assertThat(received())
        .singleElement()
        .matches(it -> it.from().equals(STORIES))
        .matches(it -> it.content().context().author().equals(Optional.of(FATIMA)));
    assertNeitherChatNorContact();
  }

  private void assertNeitherChatNorContact() {
    assertThat(
            world.server.findChats.list(admin(account), session.id(), Optional.empty(), 10).items())
        .isEmpty();
    assertThat(
            Optional.<Object>empty()
                .or(() -> world.database.execute(() -> contact(STORIES)))
                .or(() -> world.database.execute(() -> contact(FATIMA))))
        .isEmpty();
  }

  private Optional<Object> contact(Recipient of) {
    return world.contacts.find(session.id(), of).map(it -> it);
  }

  private Message accept(Recipient to, Content content) {
    content.requireFitToSend();
    return world.accept(
        new AcceptMessages.Request(
            admin(account), session.id(), to, content, Handling.ORDINARY, false, Optional.empty()));
  }

  private Message stored(Message message) {
    return world
        .database
        .execute(() -> world.messages.find(account.id(), message.id()))
        .orElseThrow();
  }

  private List<MessageEvent.Received> received() {
    return world.events().stream()
        .filter(MessageEvent.Received.class::isInstance)
        .map(MessageEvent.Received.class::cast)
        .toList();
  }
}
