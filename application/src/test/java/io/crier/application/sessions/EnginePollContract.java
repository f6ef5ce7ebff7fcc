package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Poll;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} sends polls, and reports the votes in them. */
public interface EnginePollContract extends EngineFixture {

  @Test
  default void deliversAPoll() {
    assumeAbility(Ability.SEND_POLL);
    var link = linked();
    var poll = poll(false);

    var id = sent(link.connection().send(ID, THEM, Optional.empty(), poll));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, poll));
  }

  @Test
  default void reportsVotesInASentPoll() {
    assumeAbility(Ability.SEND_POLL);
    assumeAbility(Ability.RECEIVE_VOTES);
    var link = linked();
    var id = sent(link.connection().send(ID, THEM, Optional.empty(), poll(true)));
    settle();

    whatsApp().vote(SESSION, THEM, id, List.of("قهوة", "شاي"));
    settle();
    whatsApp().vote(SESSION, THEM, id, List.of());
    settle();

    assertThat(link.events(PollVoted.class))
        .hasSize(2)
        .allSatisfy(
            voted -> {
              assertThat(voted.ours()).isTrue();
              assertThat(voted.poll()).isEqualTo(id);
              assertThat(voted.chat()).isEqualTo(THEM);
              assertThat(voted.voter()).isEqualTo(THEM);
            });
    assertThat(link.events(PollVoted.class).getFirst().options())
        .containsExactlyInAnyOrder("شاي", "قهوة");
    assertThat(link.events(PollVoted.class).getLast().options()).isEmpty();
    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  private static Poll poll(boolean multiple) {
    return new Poll("ماذا تشرب؟", List.of("شاي", "قهوة", "ماء"), multiple, Context.NONE);
  }
}
