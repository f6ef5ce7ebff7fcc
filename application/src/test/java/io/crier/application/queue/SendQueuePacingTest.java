package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.application.queue.SendQueueFixture.allowingUnpaced;
import static io.crier.application.queue.SendQueueFixture.ids;
import static io.crier.application.queue.SendQueueFixture.pacing;
import static io.crier.application.queue.SendQueueFixture.quietIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendQueuePacingTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final InMemoryWhatsApp whatsApp = fixture.whatsApp;

  @Test
  void keepsTheGapBetweenSends() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 50; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(50 * 9.1);

    var sent = whatsApp.sent();
    assertThat(sent).hasSize(50);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
          .isBetween(Duration.ofSeconds(5), Duration.ofMillis(9_050));
    }
  }

  @Test
  void sendsUnpacedMessagesAtOnce() {
    var session = world.connected(account, allowingUnpaced());
    world.accept(account, session, 0);
    world.passSeconds(0.1);
    world.accept(account, session, 1);
    var asked = world.request(account, session, 2);
    var urgent =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                asked.to(),
                asked.content(),
                asked.handling(),
                true,
                Optional.empty()));
    world.passSeconds(0.1);

    assertThat(fixture.sentIds()).last().isEqualTo(urgent.whatsAppId());
    assertThat(whatsApp.sent()).hasSize(2);
  }

  @Test
  void resumesAPausedQueueAtItsPace() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());
    for (int i = 0; i < 5; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(300);
    assertThat(whatsApp.sent()).isEmpty();

    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(46);

    assertThat(whatsApp.sent()).hasSize(5);
    fixture.assertPaced();
  }

  @Test
  void resumesWithoutABurstAfterReconnecting() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 10; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(12);
    whatsApp.drop(session.id());
    world.passSeconds(600);
    var before = whatsApp.sent().size();
    assertThat(before).isBetween(2, 3);

    whatsApp.heal(session.id());
    world.pass(Duration.ofMinutes(12));

    assertThat(whatsApp.sent()).hasSize(10);
    fixture.assertPaced();
    fixture.assertEachSentOnce();
  }

  @Test
  void sendsAnyNumberOfUnpacedMessagesWithoutPause() {
    var session = world.connected(account, allowingUnpaced());
    for (var to = 1; to <= 3 * LaneHeads.BUFFERED; to++) {
      fixture.accept(session, to, Priority.UNPACED);
    }
    world.accept(account, session, 99);
    world.accept(account, session, 98);

    world.passSeconds(4.5);

    assertThat(whatsApp.sent()).hasSize(3 * LaneHeads.BUFFERED);
  }

  @Test
  void sendsOnlyCodesInQuietHours() {
    var morning = LocalTime.ofInstant(world.instant(), ZoneOffset.UTC).plusHours(8);
    var quiet = new Pacing.QuietHours(morning.minusHours(9), morning, ZoneOffset.UTC);
    var session = world.connected(account, quietIn(quiet));
    var ordinary = world.accept(account, session, 1);
    world.passSeconds(60);
    assertThat(whatsApp.sent()).isEmpty();

    var code = fixture.accept(session, 2, Priority.CODE);
    world.passSeconds(60);
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(code));

    world.pass(Duration.ofHours(8));
    assertThat(fixture.sentIds()).containsExactlyElementsOf(ids(code, ordinary));
    assertThat(whatsApp.sent().get(1).at())
        .isBetween(Instant.parse("2026-11-21T18:00:00Z"), Instant.parse("2026-11-21T18:00:01Z"));
  }

  @Test
  void keepsTheDailyCapUntilMidnight() {
    var session = world.connected(account, pacing(Optional.of(3), Optional.of(99)));
    for (int i = 0; i < 5; i++) {
      world.accept(account, session, i);
    }
    world.pass(Duration.ofHours(13).plusMinutes(59));
    assertThat(whatsApp.sent()).hasSize(3);

    world.passSeconds(120);

    assertThat(whatsApp.sent()).hasSize(5);
    assertThat(whatsApp.sent().get(3).at()).isAfterOrEqualTo("2026-11-22T00:00:00Z");
  }

  @Test
  void resumesAtItsPaceAfterARestart() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 8; i++) {
      world.accept(account, session, i);
    }
    for (int i = 0; i < 8; i++) {
      world.passSeconds(9);
      world.crash();
      world.restart();
    }
    world.passSeconds(60);

    assertThat(whatsApp.sent()).hasSize(8);
    fixture.assertPaced();
    fixture.assertEachSentOnce();
  }

  @Test
  void sendsNothingWithoutALease() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 3; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(0.1);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(120);
    assertThat(whatsApp.sent()).hasSize(1);

    world.server.heal();
    world.passSeconds(60);

    assertThat(whatsApp.sent()).hasSize(3);
    fixture.assertPaced();
    fixture.assertEachSentOnce();
  }
}
