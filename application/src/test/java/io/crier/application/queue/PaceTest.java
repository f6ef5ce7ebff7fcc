package io.crier.application.queue;

import static io.crier.domain.sessions.SessionFixture.connectedSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.TimerWheel;
import io.crier.application.World;
import io.crier.application.messages.Messages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The pacing of very many sessions over a week: gap, rest, cap and order. */
class PaceTest {

  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final int SESSIONS = 10_000;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration TICK = Duration.ofMillis(10);

  private final SplittableRandom random = new SplittableRandom(20261121);
  private final TimerWheel wheel = new TimerWheel(() -> MONDAY);
  private final Histogram gaps = new Histogram(5_000, 9_000);
  private final Histogram rests = new Histogram(30_000, 60_000);
  private Instant now = MONDAY;
  private long sent;

  /** Ten thousand lanes that always have messages to send, for a week. */
  @Test
  void keepsThePaceOfTenThousandSessionsForAWeek() {
    var account = AccountId.next(MONDAY);
    // All lanes are alike, so they share their messages: some of them codes, which have priority.
    var ordinary = connectedSession(account, Pacing.CAREFUL);
    var messages = new ArrayList<Message>();
    for (int i = 0; i < 8; i++) {
      messages.add(MessageFixture.queued(ordinary, i == 5 ? Priority.CODE : Priority.NORMAL));
    }
    for (int i = 0; i < SESSIONS; i++) {
      new Sender(ordinary, messages).start();
    }
    for (var end = MONDAY.plus(WEEK); now.isBefore(end); ) {
      now = now.plus(TICK);
      wheel.advanceTo(now);
    }

    assertThat(sent).isEqualTo(7L * 500 * SESSIONS);
    assertThat(gaps.count).isGreaterThan(30_000_000);
    // Kolmogorov-Smirnov: at the 1 % level the distance stays below 1.63 / sqrt(n), plus the effect
    // of drawing whole milliseconds.
    assertThat(gaps.distanceFromUniform())
        .isLessThan(1.63 / Math.sqrt(gaps.count) + 1.0 / gaps.counts.length);
    assertThat(rests.distanceFromUniform())
        .isLessThan(1.63 / Math.sqrt(rests.count) + 1.0 / rests.counts.length);
  }

  /** The whole queue, with in-memory ports, for a day: the same holds for what reaches WhatsApp. */
  @Test
  void keepsThePaceOfTheWholeQueueForADay() {
    var world = new World(7, MONDAY.plus(Duration.ofHours(20)));
    var account = world.account();
    var pacing =
        new Pacing(
            Pacing.CAREFUL.gap(),
            Pacing.CAREFUL.rest(),
            Optional.of(60),
            Optional.of(1_000),
            true,
            Optional.empty(),
            false);
    var sessions = new ArrayList<Session>();
    for (int i = 0; i < 20; i++) {
      sessions.add(world.connected(account, pacing));
    }
    for (int i = 0; i < 150; i++) {
      for (var session : sessions) {
        world.accept(account, session, i);
      }
    }
    world.pass(Duration.ofHours(24));

    for (var session : sessions) {
      assertPaced(world, session);
    }
  }

  private static void assertPaced(World world, Session session) {
    var arrived = world.whatsApp.sent(session.id());
    assertThat(arrived).hasSize(120);
    for (int i = 0; i < arrived.size(); i++) {
      assertThat(arrived.get(i).to()).isEqualTo(MessageFixture.number(i));
    }
    for (int i = 1; i < arrived.size(); i++) {
      var gap = Duration.between(arrived.get(i - 1).at(), arrived.get(i).at());
      assertThat(gap).isGreaterThanOrEqualTo(Duration.ofSeconds(i % 20 == 0 ? 30 : 5));
    }
    assertThat(
            arrived.stream()
                .filter(it -> it.at().isBefore(MONDAY.plus(Duration.ofDays(1))))
                .count())
        .isEqualTo(60);
  }

  /** One lane on the wheel, driven as by the queue; it verifies itself. */
  private final class Sender {

    private final Lane lane;
    private final List<Message> messages;
    private int next;
    private Instant lastEnd = Instant.MIN;
    private long day = -1;
    private int today;
    private int turn;

    Sender(Session session, List<Message> messages) {
      this.messages = messages;
      lane = new Lane(session, 1, MONDAY);
    }

    void start() {
      lane.connect(Optional.of(MONDAY));
      lane.resume(Messages.Trail.NONE, 1_000_000, messages, Optional.empty(), MONDAY, random);
      plan();
    }

    private void plan() {
      wheel.schedule(lane.due(now).orElseThrow(), this::fire);
    }

    private void fire() {
      if (!lane.startClaiming(now)) {
        throw new AssertionError("due, and then not: " + lane.due(now) + " at " + now);
      }
      if (lane.needsHeads(now)) {
        lane.fill(messages, Optional.empty(), lane.added());
        if (!lane.mayStart(lane.head().orElseThrow(), now)) {
          lane.release();
          plan();
          return;
        }
      }
      check();
      lane.claimed(lane.head().orElseThrow(), false, now);
      wheel.schedule(now.plusMillis(200 + random.nextInt(1_000)), this::end);
    }

    private void end() {
      lane.ended(now, random);
      lastEnd = now;
      sent++;
      due(lane.due(now).orElseThrow());
      plan();
    }

    /** Records the drawn pause, unless the daily cap cut it short. */
    private void due(Instant due) {
      var pause = Duration.between(lastEnd, due);
      if (today == 500) {
        return;
      }
      if (turn == 20) {
        rests.add(pause.toMillis());
      } else {
        gaps.add(pause.toMillis());
      }
    }

    private void check() {
      if (now.getEpochSecond() / 86_400 != day) {
        day = now.getEpochSecond() / 86_400;
        today = 0;
      }
      today++;
      if (lastEnd != Instant.MIN) {
        var least = turn == 20 ? 30_000 : 5_000;
        require(Duration.between(lastEnd, now).toMillis() >= least, "too soon");
      }
      turn = turn == 20 ? 1 : turn + 1;
      require(today <= 500, "above the cap");
      require(lane.nextTurn() == turn, "another turn");
      require(lane.head().orElseThrow() == messages.get(next), "out of order");
      next = (next + 1) % messages.size();
    }

    private void require(boolean holds, String otherwise) {
      if (!holds) {
        throw new AssertionError(otherwise + " at " + now);
      }
    }
  }

  /** Counts whole numbers of milliseconds. */
  private static final class Histogram {

    private final int min;
    private final int[] counts;
    private long count;

    Histogram(int min, int max) {
      this.min = min;
      this.counts = new int[max - min + 1];
    }

    void add(long millis) {
      counts[(int) millis - min]++;
      count++;
    }

    /** The largest distance between the two cumulative distributions. */
    double distanceFromUniform() {
      var distance = 0.0;
      var seen = 0L;
      for (int i = 0; i < counts.length; i++) {
        seen += counts[i];
        distance = Math.max(distance, Math.abs((double) seen / count - (i + 1.0) / counts.length));
      }
      return distance;
    }
  }
}
