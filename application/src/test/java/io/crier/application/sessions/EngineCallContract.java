package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Calls.Answer;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.calls.CallId;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} reports and rejects {@link Calls}. */
public interface EngineCallContract extends EngineFixture {

  @Test
  default void reportsCalls() {
    assumeAbility(Ability.CALLS);
    var link = linked();

    var video = whatsApp().call(SESSION, THEM, true);
    settle();
    var voice = whatsApp().call(SESSION, THEM, false);
    settle();

    assertThat(link.events(Event.Called.class))
        .extracting(called -> called.call().id(), called -> called.call().video())
        .containsExactly(tuple(video, true), tuple(voice, false));
    assertThat(link.events(Event.Called.class))
        .allSatisfy(
            called -> {
              assertThat(called.call().from()).isEqualTo(THEM);
              assertThat(called.call().group()).isEmpty();
            });
  }

  @Test
  default void rejectsCallsWhileTheyRing() {
    var link = linked();
    var calls = calls(link);
    var call = whatsApp().call(SESSION, THEM, false);
    settle();

    assertThat(calls.reject(call)).isEqualTo(Answer.DONE);

    assertThat(whatsApp().rejectedCalls(SESSION)).containsExactly(call);
    assertThat(calls.reject(call)).isEqualTo(Answer.NOT_RINGING);
    assertThat(calls.reject(new CallId("8A1B2C3D"))).isEqualTo(Answer.NOT_RINGING);
  }

  @Test
  default void rejectsNoCallsWithoutAConnection() {
    assumeAbility(Ability.CALLS);

    assertThat(calls(unlinked()).reject(new CallId("8A1B2C3D"))).isEqualTo(Answer.NOT_CONNECTED);
  }

  private Calls calls(TestSession link) {
    assumeAbility(Ability.CALLS);
    return link.connection().calls().orElseThrow();
  }
}
