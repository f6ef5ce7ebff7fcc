package io.crier.application.queue;

import io.crier.application.Batcher;
import io.crier.application.TimerWheel;
import io.crier.application.messages.Messages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.SessionFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * B3: how many of the due sends are started, and how late, with very many lanes on the wheel in
 * real time. Arguments: lanes, seconds to warm up, seconds to measure.
 */
final class LaneBenchmark {

  private final InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
  private final TimerWheel wheel = new TimerWheel(clock);
  private final RandomGenerator random = new SplittableRandom();
  private final List<Message> messages;
  private final Batcher<Lane> claims;
  private final Lane[] lanes;
  private final int[] late = new int[60_000];
  private volatile Instant begin = Instant.MAX;
  private volatile Instant end = Instant.MAX;
  private volatile boolean over;

  private LaneBenchmark(int count) {
    var careful = Pacing.CAREFUL;
    var pacing =
        new Pacing(
            careful.gap(),
            careful.rest(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false);
    var session = SessionFixture.connectedSession(AccountId.next(clock.instant()), pacing);
    messages = Stream.generate(() -> MessageFixture.queued(session)).limit(10).toList();
    claims =
        new Batcher<>(
            Executors.newVirtualThreadPerTaskExecutor(), 100, Integer.MAX_VALUE, this::claim);
    lanes = new Lane[count];
    var now = clock.instant();
    for (int i = 0; i < count; i++) {
      lanes[i] = new Lane(session, 1, now.plusMillis(random.nextLong(9_000)));
      lanes[i].connect(Optional.of(now));
      lanes[i].resume(
          Messages.Trail.NONE, Integer.MAX_VALUE / 2, messages, Optional.empty(), now, random);
      plan(lanes[i]);
    }
  }

  private void plan(Lane lane) {
    lane.await(wheel.schedule(lane.due(clock.instant()).orElseThrow(), () -> claims.offer(lane)));
  }

  private void claim(List<Lane> batch) {
    var now = clock.instant();
    for (var lane : batch) {
      var due = lane.due(Instant.MIN).orElseThrow();
      if (!lane.startClaiming(now)) {
        throw new IllegalStateException("begun before its time");
      }
      if (lane.needsHeads(now)) {
        lane.fill(messages, Optional.empty(), lane.added());
      }
      if (!due.isBefore(begin) && due.isBefore(end)) {
        late[(int) Math.min(late.length - 1, Duration.between(due, now).toMillis())]++;
      }
      lane.claimed(lane.head().orElseThrow(), false, now);
      lane.ended(now, random);
      plan(lane);
    }
  }

  private void beat() {
    while (!over) {
      wheel.advanceTo(clock.instant());
      LockSupport.parkNanos(10_000_000);
    }
  }

  private void run(Duration warmUp, Duration measured) throws InterruptedException {
    var heart = Thread.ofPlatform().daemon().start(this::beat);
    Thread.sleep(warmUp);
    begin = clock.instant();
    var cpu = cpu();
    Thread.sleep(measured);
    end = clock.instant();
    cpu = cpu() - cpu;
    var missed =
        Arrays.stream(lanes)
            .map(lane -> lane.due(Instant.MIN))
            .flatMap(Optional::stream)
            .filter(due -> due.isBefore(end.minusMillis(100)))
            .count();
    // What was due before the end has started by now, or is too late to count.
    Thread.sleep(Duration.ofMillis(200));
    over = true;
    heart.join();
    report(missed, Duration.between(begin, end), cpu);
  }

  private void report(long missed, Duration measured, long cpu) {
    long fired = Arrays.stream(late).sum();
    System.out.printf(
        "B3 lanes %,d · %d s · begun %,d (%,.0f/s) of %,d due: %.5f · late p50 %d ms, p99 %d ms,"
            + " max %d ms · CPU %.1f %% of one core%n",
        lanes.length,
        measured.toSeconds(),
        fired,
        1_000.0 * fired / measured.toMillis(),
        fired + missed,
        (double) fired / (fired + missed),
        percentile(fired, 0.5),
        percentile(fired, 0.99),
        percentile(fired, 1),
        cpu / 10_000.0 / measured.toMillis());
  }

  private int percentile(long fired, double share) {
    var left = (long) Math.ceil(fired * share);
    for (int millis = 0; millis < late.length; millis++) {
      left -= late[millis];
      if (left <= 0) {
        return millis;
      }
    }
    return late.length;
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  public static void main(String[] args) throws InterruptedException {
    var lanes = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    var warmUp = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 20);
    var measured = Duration.ofSeconds(args.length > 2 ? Long.parseLong(args[2]) : 60);
    new LaneBenchmark(lanes).run(warmUp, measured);
  }
}
