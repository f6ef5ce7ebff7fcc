package io.crier.application.calls;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.calls.CallProblem.CALLS_UNSUPPORTED;
import static io.crier.domain.calls.CallProblem.CALL_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.accounts.Quota;
import io.crier.application.sending.AnswerCalls;
import io.crier.application.sending.QueueMessages;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.accounts.Account;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectCallTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final RejectCall rejectCall =
      new RejectCall(new UseConnection(world.server.findSessions, world.server.runSessions));

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.CALLS);
    new AnswerCalls(
            world.sessions,
            new QueueMessages(
                world.messages,
                new Quota(world.allowances, world.accounts, world.plans),
                world.events,
                world.server.lanes,
                world.server.tellOwners,
                world),
            world.server.runSessions,
            world.database,
            world.server.clockwork,
            new SplittableRandom(1))
        .start(world.announcements);
  }

  @Test
  void reportsACallOnceAndRejectsItWhenAsked() {
    var call = ring();

    assertThat(incoming())
        .singleElement()
        .satisfies(event -> assertThat(event.call().from()).isEqualTo(MessageFixture.SOMEBODY));
    assertThat(world.whatsApp.calls.rejected()).isEmpty();
    rejectCall.reject(admin(account), session.id(), call);
    assertThat(world.whatsApp.calls.rejected()).containsExactly(call);
    assertRefused(CALL_NOT_FOUND, () -> rejectCall.reject(admin(account), session.id(), call));
  }

  @Test
  void rejectsCallsByItselfAndSaysSoOnce() {
    set(Map.of(Session.CALLS, "reject", Session.CALLS_MESSAGE, "Please write to us."));

    var first = ring();
    var second = ring();
    world.pass(Duration.ofMinutes(5));

    assertThat(incoming()).hasSize(2);
    assertThat(world.whatsApp.calls.rejected()).containsExactly(first, second);
    assertThat(world.whatsApp.sent())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.to()).isEqualTo(MessageFixture.SOMEBODY);
              assertThat(sent.content().text()).isEqualTo("Please write to us.");
            });
  }

  @Test
  void rejectsCallsByItselfWithoutAMessage() {
    set(Map.of(Session.CALLS, "reject"));

    var call = ring();
    world.pass(Duration.ofMinutes(5));

    assertThat(world.whatsApp.calls.rejected()).containsExactly(call);
    assertThat(world.whatsApp.sent()).isEmpty();
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertRefused(INVALID_SETTINGS, () -> set(Map.of(Session.CALLS, "answer")));
    assertRefused(INVALID_SETTINGS, () -> set(Map.of(Session.CALLS_MESSAGE, "")));
    world.whatsApp.removeAbility(Ability.CALLS);
    assertRefused(INVALID_SETTINGS, () -> set(Map.of(Session.CALLS, "reject")));
  }

  @Test
  void refusesWhatTheSessionCannotDo() {
    var call = new CallId("CA11");
    assertRefused(
        SESSION_NOT_FOUND, () -> rejectCall.reject(admin(world.account()), session.id(), call));
    var unlinked = world.create(account, Pacing.CAREFUL);
    assertRefused(NOT_CONNECTED, () -> rejectCall.reject(admin(account), unlinked.id(), call));
    world.whatsApp.removeAbility(Ability.CALLS);
    assertRefused(CALLS_UNSUPPORTED, () -> rejectCall.reject(admin(account), session.id(), call));
  }

  private CallId ring() {
    var call = world.whatsApp.call(session.id(), MessageFixture.SOMEBODY, false);
    world.passSeconds(1);
    return call;
  }

  private void set(Map<String, String> settings) {
    world.server.controlSession.change(admin(account), session.id(), it -> it.set(settings));
  }

  private List<CallEvent.Incoming> incoming() {
    return world.events().stream()
        .filter(CallEvent.Incoming.class::isInstance)
        .map(CallEvent.Incoming.class::cast)
        .toList();
  }
}
