package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Past;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} hands over what was written before a session was linked. */
public interface EngineHistoryContract extends EngineFixture {

  Recipient OMAR = Recipient.parse("+966500000042");

  private static Past past(String id, Recipient chat, boolean ours, String text, int minute) {
    var at = Instant.parse("2026-10-21T10:00:00Z").plusSeconds(60L * minute);
    return new Past(new WhatsAppId(id), chat, ours, text, at);
  }

  private static List<Past> chats() {
    return List.of(
        past("3A00000000000000A1", THEM, false, "السلام عليكم", 1),
        past("3A00000000000000A2", THEM, true, "وعليكم السلام", 2),
        past("3A00000000000000A3", OMAR, false, "Is the door open?", 3));
  }

  private static List<Event.Received> handedOver(TestSession link) {
    return link.events(Event.History.class).stream().flatMap(it -> it.messages().stream()).toList();
  }

  @Test
  default void handsOverWhatWasWrittenBefore() {
    assumeAbility(Ability.HISTORY);
    var link = linked(Map.of(Session.HISTORY, "recent"));

    whatsApp().handOver(SESSION, chats());
    settle();

    var byChat = handedOver(link).stream().collect(Collectors.groupingBy(Event.Received::peer));
    assertThat(byChat.get(OMAR)).singleElement().matches(it -> says(it, chats().getLast()));
    assertThat(byChat.get(THEM)).hasSize(2);
    assertThat(byChat.get(THEM).getFirst()).matches(it -> says(it, chats().getFirst()));
    assertThat(byChat.get(THEM).getLast()).matches(it -> says(it, chats().get(1)));
    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  private static boolean says(Event.Received received, Past past) {
    return received.id().equals(past.id())
        && received.content().text().equals(past.text())
        && received.at().equals(past.at())
        && (received.direction() == Direction.OUTBOUND) == past.ours();
  }

  @Test
  default void handsOverNothingUnlessAskedFor() {
    assumeAbility(Ability.HISTORY);
    var link = linked();

    whatsApp().handOver(SESSION, chats());
    settle();

    assertThat(handedOver(link)).isEmpty();
    assertThat(link.events(Event.Received.class)).isEmpty();
  }
}
