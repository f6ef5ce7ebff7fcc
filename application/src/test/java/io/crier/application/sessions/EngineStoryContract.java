package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} posts and reports stories. */
public interface EngineStoryContract extends EngineFixture {

  Recipient STORIES = new Recipient.Stories();
  Recipient VIEWER = Recipient.parse("+966500000042");

  @Test
  default void showsATextToItsAudience() {
    assumeAbility(Ability.POST_STORY);

    assertShown(new Content.Text("أهلا", audience()));
  }

  @Test
  default void showsAnImageToItsAudience() {
    assumeAbility(Ability.POST_STORY);
    var file = keep("image/png", new byte[] {1, 2, 3});

    assertShown(
        new Content.Media(
            MediaKind.IMAGE, file, Optional.of("the door"), Optional.empty(), audience()));
  }

  @Test
  default void reportsWhoHasReceivedAStory() {
    assumeAbility(Ability.POST_STORY);
    assumeAbility(Ability.MEMBER_RECEIPTS);
    var link = linked();

    link.connection().send(ID, STORIES, Optional.empty(), new Content.Text("أهلا", audience()));
    settle();

    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.reached() == MessageStatus.DELIVERED)
        .extracting(Event.Receipt::id, Event.Receipt::member)
        .containsExactlyInAnyOrder(tuple(ID, Optional.of(THEM)), tuple(ID, Optional.of(VIEWER)));
  }

  private static Context audience() {
    return Context.NONE.shownTo(List.of(THEM, VIEWER));
  }

  private void assertShown(Content story) {
    var link = linked();

    var id = sent(link.connection().send(ID, STORIES, Optional.empty(), story));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, STORIES, story));
  }

  @Test
  default void reportsAStoryWithItsAuthor() {
    assumeAbility(Ability.RECEIVE_STORIES);
    var link = linked(Map.of(Session.STORIES, "receive"));

    whatsApp().postStory(SESSION, THEM, "a new day");
    settle();

    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.peer()).isEqualTo(STORIES);
              assertThat(received.content().context().author()).contains(THEM);
              assertThat(received.content().text()).isEqualTo("a new day");
            });
  }
}
