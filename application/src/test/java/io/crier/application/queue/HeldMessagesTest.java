package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.pacing;
import static io.crier.application.queue.SendQueueFixture.quietIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.messages.FindMessages.Listed;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Place;
import io.crier.application.sending.Acceptance;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What callers are told about messages that wait for something other than their turn. */
class HeldMessagesTest {

  private static final Messages.Filter EVERYTHING =
      new Messages.Filter(
          Set.of(), Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void holdsNothingThatOnlyWaitsForItsTurn() {
    var session = world.connected(account, GAPS);
    world.accept(account, session, 1);

    var second = place(world.accept(account, session, 2));

    assertThat(second.held()).isEmpty();
    assertThat(second.estimatedSendAt()).isPresent();
  }

  @Test
  void holdsMessagesOfPausedSessions() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());

    assertHeld(world.accept(account, session, 1), Hold.untilChanged(HoldReason.PAUSED));
    world.accept(account, session, 2);
    assertThat(world.server.places.held(HoldReason.PAUSED)).isEqualTo(2);
    assertThat(world.server.places.held(HoldReason.RETRY)).isZero();
  }

  @Test
  void holdsMessagesOfSessionsThatAreNotConnected() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.stop(admin(account), session.id());

    assertHeld(world.accept(account, session, 1), Hold.untilChanged(HoldReason.NOT_CONNECTED));
  }

  @Test
  void holdsMessagesUntilTheNextDayWhenTheCapIsReached() {
    var session = world.connected(account, pacing(Optional.of(1), Optional.empty()));
    world.accept(account, session, 1);
    world.passSeconds(60);

    var held = world.accept(account, session, 2);

    assertHeld(held, Hold.until(midnight(), HoldReason.DAILY_CAP));
    assertThat(place(held).estimatedSendAt()).hasValue(midnight());
    assertThat(place(world.accept(account, session, 3)).estimatedSendAt())
        .hasValue(midnight().plus(1, ChronoUnit.DAYS));
  }

  @Test
  void holdsMessagesToNewContactsUntilTheNextDay() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(1)));
    world.meet(session, 10);
    world.accept(account, session, 1);
    world.passSeconds(60);

    assertHeld(world.accept(account, session, 2), Hold.until(midnight(), HoldReason.NEW_CONTACTS));
    assertThat(place(world.accept(account, session, 10)).held()).isEmpty();
  }

  @Test
  void holdsMessagesToNewContactsWhileWhatsAppRestrictsTheSession() {
    var session = world.connected(account, GAPS);
    var end = world.instant().plus(Duration.ofHours(5));
    whatsApp.willAnswer(new Engine.Outcome.Failed(Fault.RESTRICTED, Optional.of(end)));
    var message = world.accept(account, session, 1);
    world.passSeconds(60);

    assertHeld(message, Hold.until(end, HoldReason.RESTRICTED));
  }

  @Test
  void holdsMessagesInQuietHours() {
    var now = LocalTime.ofInstant(world.instant(), ZoneOffset.UTC);
    var quiet = new Pacing.QuietHours(now.minusHours(1), now.plusHours(2), ZoneOffset.UTC);
    var session = world.connected(account, quietIn(quiet));
    var end = world.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));

    assertHeld(world.accept(account, session, 1), Hold.until(end, HoldReason.QUIET_HOURS));
    var code = fixture.accept(session, 2, Priority.CODE);
    assertThat(world.server.places.place(code, 0).held()).isEmpty();
  }

  @Test
  void holdsMessagesUntilTheirNextAttempt() {
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    for (var attempt = 1; attempt <= 4; attempt++) {
      whatsApp.willFail(Fault.ENGINE_FAILED);
      while (world.message(message).progress().attempt() < attempt
          || world.status(message) != MessageStatus.QUEUED) {
        world.passSeconds(0.5);
      }
    }

    var held = place(message).held().orElseThrow();

    assertThat(held.reason()).isEqualTo(HoldReason.RETRY);
    assertThat(place(message).estimatedSendAt()).isEqualTo(held.until());
  }

  @Test
  void tellsInTheAnswerWhatHoldsAMessage() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());

    var answer = world.server.acceptMessages.accept(world.request(account, session, 1));
    world.passSeconds(1);

    assertThat(((Acceptance.Accepted) answer.join()).place().held())
        .hasValue(Hold.untilChanged(HoldReason.PAUSED));
  }

  @Test
  void tellsInEventsWhatHoldsAMessage() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());
    var paused = world.accept(account, session, 1);
    var other = world.connected(account, GAPS);
    whatsApp.willFail(Fault.ENGINE_FAILED);
    var returned = world.accept(account, other, 2);
    world.passSeconds(30);

    assertThat(holds(paused)).containsExactly(Optional.of(Hold.untilChanged(HoldReason.PAUSED)));
    assertThat(holds(returned)).hasSize(2).first().isEqualTo(Optional.empty());
    assertThat(holds(returned).getLast().orElseThrow().reason()).isEqualTo(HoldReason.RETRY);
  }

  /** What its events say that held it when it was queued. */
  private List<Optional<Hold>> holds(Message message) {
    return world.events().stream()
        .filter(MessageEvent.StatusChanged.class::isInstance)
        .map(MessageEvent.StatusChanged.class::cast)
        .filter(event -> event.message().equals(message.id()))
        .filter(event -> event.status() == MessageStatus.QUEUED)
        .map(MessageEvent.StatusChanged::held)
        .toList();
  }

  private void assertHeld(Message message, Hold hold) {
    assertThat(place(message).held()).hasValue(hold);
    assertThat(place(message).estimatedSendAt().isPresent()).isEqualTo(hold.until().isPresent());
    assertThat(listed(message).held()).hasValue(hold);
  }

  private Place place(Message message) {
    return world.server.findMessages.find(admin(account), message.id()).place().orElseThrow();
  }

  private Listed listed(Message message) {
    return world
        .server
        .findMessages
        .list(admin(account), EVERYTHING, Optional.empty(), 10)
        .items()
        .stream()
        .filter(it -> it.message().id().equals(message.id()))
        .findFirst()
        .orElseThrow();
  }

  private Instant midnight() {
    return world.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
