package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.INVALID_PACING;

import io.crier.domain.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How fast a session sends.
 *
 * @param gap from the end of one send to the start of the next
 * @param rest a longer pause after a number of sends
 * @param dailyCap sends per UTC day, if limited
 * @param newContactsPerDay first messages to new contacts per UTC day; empty means a share of the
 *     daily cap that grows with the age of the number
 * @param typing whether typing is shown, for a time that grows with the text
 * @param allowUnpaced whether callers may request that a message be sent at once
 */
public record Pacing(
    Gap gap,
    Optional<Rest> rest,
    Optional<Integer> dailyCap,
    Optional<Integer> newContactsPerDay,
    boolean typing,
    Optional<QuietHours> quietHours,
    boolean allowUnpaced) {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int DAYS_UNTIL_GROWN = 5;

  /** The default of every engine that needs pacing. */
  public static final Pacing CAREFUL =
      new Pacing(
          new Gap(Duration.ofSeconds(5), Duration.ofSeconds(9)),
          Optional.of(new Rest(20, Duration.ofSeconds(30), Duration.ofSeconds(60))),
          Optional.of(500),
          Optional.empty(),
          true,
          Optional.empty(),
          false);

  /** The default of engines that do not need pacing. */
  public static final Pacing NONE =
      new Pacing(
          new Gap(Duration.ZERO, Duration.ZERO),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          true);

  public Pacing {
    if (dailyCap.filter(cap -> cap < 1).isPresent()) {
      throw new Refused(INVALID_PACING, "dailyCap is at least 1, or null for no cap");
    }
    if (newContactsPerDay.filter(budget -> budget < 0).isPresent()) {
      throw new Refused(INVALID_PACING, "newContactsPerDay is at least 0, or null");
    }
  }

  /** A range for uniform draws: {@code min <= draw <= max}, in whole milliseconds. */
  public record Gap(Duration min, Duration max) {
    public Gap {
      requireSpan("gap", min, max);
    }

    public Duration draw(RandomGenerator random) {
      return drawBetween(min, max, random);
    }

    public Duration mean() {
      return min.plus(max).dividedBy(2);
    }
  }

  /** A longer pause after every {@code every} sends. */
  public record Rest(int every, Duration min, Duration max) {
    public Rest {
      if (every < 1) {
        throw new Refused(INVALID_PACING, "rest.every is at least 1");
      }
      requireSpan("rest", min, max);
    }

    public Duration draw(RandomGenerator random) {
      return drawBetween(min, max, random);
    }

    public Duration mean() {
      return min.plus(max).dividedBy(2);
    }
  }

  /** Hours of the day in which only verification codes are sent; may span midnight. */
  public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    public QuietHours {
      if (from.equals(to)) {
        throw new Refused(INVALID_PACING, "quietHours need an end that differs from their start");
      }
    }

    /** The first moment from {@code instant} on that is outside quiet hours. */
    public Instant endFor(Instant instant) {
      var local = instant.atZone(zone);
      var time = local.toLocalTime();
      var quiet =
          from.isBefore(to)
              ? !time.isBefore(from) && time.isBefore(to)
              : !time.isBefore(from) || time.isBefore(to);
      if (!quiet) {
        return instant;
      }
      var day = local.toLocalDate();
      return endOn(time.isBefore(to) ? day : day.plusDays(1), instant);
    }

    /** When they start next, after this time. */
    Instant startAfter(Instant instant) {
      var start = instant.atZone(zone).with(from);
      return (start.toInstant().isAfter(instant) ? start : start.plusDays(1)).toInstant();
    }

    /**
     * If clocks skip the end, the hours end at that moment; if they repeat it, at the second time.
     */
    private Instant endOn(LocalDate day, Instant after) {
      var end = day.atTime(to);
      var change = zone.getRules().getTransition(end);
      if (change != null && change.isGap()) {
        return change.getInstant();
      }
      var first = end.atZone(zone);
      return (first.toInstant().isAfter(after) ? first : first.withLaterOffsetAtOverlap())
          .toInstant();
    }
  }

  /** The pause to draw after the {@code turn}-th send since the last rest. */
  public Duration pauseAfter(int turn, RandomGenerator random) {
    return restsAfter(turn) ? rest.orElseThrow().draw(random) : gap.draw(random);
  }

  /** Whether a rest follows the {@code turn}-th send since the last one. */
  public boolean restsAfter(int turn) {
    return rest.isPresent() && turn >= rest.get().every();
  }

  /** The average time that one send takes in the queue, excluding the send itself. */
  public Duration meanPause() {
    return rest.map(
            pause ->
                gap.mean()
                    .multipliedBy(pause.every() - 1L)
                    .plus(pause.mean())
                    .dividedBy(pause.every()))
        .orElseGet(gap::mean);
  }

  /** How many new contacts may be written to on a day, given when the number was linked. */
  public Optional<Integer> newContactBudget(Instant linkedAt, Instant now) {
    if (newContactsPerDay.isPresent()) {
      return newContactsPerDay;
    }
    var age = ChronoUnit.DAYS.between(day(linkedAt), day(now));
    return dailyCap.map(
        cap ->
            (int) Math.ceilDiv((long) cap * Math.min(age + 1, DAYS_UNTIL_GROWN), DAYS_UNTIL_GROWN));
  }

  /** How long typing is shown before a text of this many characters. */
  public Duration typingFor(int characters) {
    return typing ? Duration.ofMillis(Math.min(500 + 40L * characters, 6_000)) : Duration.ZERO;
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Duration drawBetween(Duration min, Duration max, RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(min.toMillis(), max.toMillis() + 1));
  }

  private static void requireSpan(String name, Duration min, Duration max) {
    if (min.isNegative() || max.compareTo(min) < 0 || max.compareTo(LONGEST) > 0) {
      throw new Refused(INVALID_PACING, name + " needs 0 <= minMs <= maxMs <= 86400000");
    }
  }
}
