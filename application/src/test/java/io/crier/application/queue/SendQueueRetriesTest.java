package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.application.queue.SendQueueFixture.pacing;
import static io.crier.application.queue.SendQueueFixture.quietIn;
import static io.crier.domain.messages.MessageFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One message that is retried never holds up its session. */
class SendQueueRetriesTest {

  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void sendsToOthersWhileAMessageWaitsForItsRetry() {
    var session = world.connected(account, GAPS);
    var retry = failNext();
    var first = world.accept(account, session, 1);
    var behind = world.accept(account, session, 1);
    var second = world.accept(account, session, 2);
    world.passSeconds(60);
    var third = world.accept(account, session, 3);
    var last = world.accept(account, session, 1);
    world.passSeconds(60);
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(second, third));

    world.pass(PAUSE);

    assertThat(fixture.sentIds())
        .containsExactlyElementsOf(ids(second, third, first, behind, last));
    assertThat(world.message(first).progress().sentAt().orElseThrow()).isAfterOrEqualTo(retry);
    fixture.assertPaced();
  }

  @Test
  void isNotHeldUpByAMessageThatAlwaysFails() {
    var session = world.connected(account, GAPS);
    whatsApp.refuse(session.id(), ((Recipient.Phone) number(1)).number(), Fault.ENGINE_FAILED);
    var broken = world.accept(account, session, 1);
    for (var to = 2; to <= 7; to++) {
      world.accept(account, session, to);
    }

    world.passSeconds(90);
    assertThat(whatsApp.sent()).hasSize(6);
    world.pass(Duration.ofMinutes(20));

    assertThat(world.status(broken)).isEqualTo(MessageStatus.FAILED);
    assertThat(world.message(broken).progress().attempt()).isEqualTo(8);
  }

  @Test
  void keepsWaitingForTheRetryAfterARestart() {
    var session = world.connected(account, GAPS);
    var retry = failNext();
    var first = world.accept(account, session, 1);
    var behind = world.accept(account, session, 1);
    world.passSeconds(10);

    world.crash();
    world.restart();
    world.passSeconds(60);
    var other = world.accept(account, session, 2);
    world.passSeconds(20);
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(other));
    assertThat(held(behind)).contains(retry);
    world.pass(PAUSE);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(other, first, behind));
    assertThat(world.message(first).progress().sentAt().orElseThrow()).isAfterOrEqualTo(retry);
  }

  @Test
  void standsWhileOneMessageAfterTheOtherFails() {
    var session = world.connected(account, GAPS);
    for (var i = 0; i < 40; i++) {
      whatsApp.willFail(Fault.ENGINE_FAILED);
    }
    var messages =
        IntStream.range(0, 30).mapToObj(to -> world.accept(account, session, to)).toList();

    world.pass(Duration.ofMinutes(8));

    assertThat(attempts(messages)).isBetween(5, 30);
    assertThat(messages).extracting(world::status).containsOnly(MessageStatus.QUEUED);
  }

  private int attempts(List<Message> messages) {
    return messages.stream().mapToInt(it -> world.message(it).progress().attempt()).sum();
  }

  @Test
  void sendsWhatIsBehindAMessageThatIsCancelled() {
    var session = world.connected(account, GAPS);
    failNext();
    var first = world.accept(account, session, 1);
    var behind = world.accept(account, session, 1);
    world.passSeconds(20);
    assertThat(whatsApp.sent()).isEmpty();

    world.server.cancelMessage.cancel(admin(account), first.id());
    world.passSeconds(20);

    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(behind));
  }

  @Test
  void retriesAMessageWhileNewContactsWaitForTheNextDay() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(1)));
    world.meet(session, 10);
    world.accept(account, session, 1);
    world.passSeconds(20);
    failNext();
    var known = world.accept(account, session, 10);
    world.accept(account, session, 2);
    world.pass(PAUSE.plusSeconds(30));

    assertThat(fixture.sentIds()).last().isEqualTo(known.whatsAppId());
    assertThat(whatsApp.sent()).hasSize(2);
  }

  @Test
  void retriesACodeInQuietHours() {
    var now = LocalTime.ofInstant(world.instant(), ZoneOffset.UTC);
    var quiet = new Pacing.QuietHours(now.minusHours(1), now.plusHours(2), ZoneOffset.UTC);
    var session = world.connected(account, quietIn(quiet));
    failNext();
    fixture.accept(session, 1, Priority.CODE);
    world.passSeconds(1);
    world.accept(account, session, 2);
    world.pass(PAUSE.plusSeconds(30));

    assertThat(whatsApp.sent()).hasSize(1);
  }

  @Test
  void countsAQueueInWhichEveryMessageWaitsForARetryAsHeld() {
    var session = world.connected(account, GAPS);
    failNext();
    world.accept(account, session, 1);
    world.accept(account, session, 1);
    world.passSeconds(30);

    assertThat(world.server.places.held(HoldReason.RETRY)).isEqualTo(2);
    world.pass(PAUSE);
    assertThat(world.server.places.held(HoldReason.RETRY)).isZero();
  }

  /** Lets the next send fail; returns when it may be retried. */
  private Instant failNext() {
    var retry = world.instant().plus(PAUSE);
    whatsApp.willAnswer(new Engine.Outcome.Failed(Fault.RATE_LIMITED, Optional.of(retry)));
    return retry;
  }

  private Optional<Instant> held(Message message) {
    return world
        .server
        .findMessages
        .find(admin(account), message.id())
        .place()
        .orElseThrow()
        .held()
        .filter(hold -> hold.reason() == HoldReason.RETRY)
        .flatMap(hold -> hold.until());
  }
}
