package io.crier.domain.sessions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a session will probably send the messages of its queue, if nothing changes.
 *
 * @param start when it may send the next one
 * @param sentThatDay how many it has sent on the UTC day of {@code start}
 */
public record Forecast(Pacing pacing, Instant start, int sentThatDay) {

  /** Estimates beyond this many days or hours of silence are not worth their computation. */
  private static final int MOST_SPELLS = 1_000;

  /**
   * The time of a message behind this many others.
   *
   * @param code whether it is sent in quiet hours, too
   */
  public Instant estimate(int ahead, boolean code) {
    var at = start;
    var day = day(start);
    var sent = sentThatDay;
    var left = ahead;
    for (var spell = 0; spell < MOST_SPELLS; spell++) {
      at = code ? at : afterQuietHours(at);
      if (!day(at).equals(day)) {
        day = day(at);
        sent = 0;
      }
      var room = Math.min(capLeft(sent), starts(at, endOfSpell(at, code)));
      if (left < room) {
        return at.plus(pacing.meanPause().multipliedBy(left));
      }
      left -= room;
      sent += room;
      at = capLeft(sent) == 0 ? endOfDay(at) : at.plus(pacing.meanPause().multipliedBy(room));
    }
    return at;
  }

  private Instant afterQuietHours(Instant at) {
    return pacing.quietHours().map(hours -> hours.endFor(at)).orElse(at);
  }

  private Instant endOfSpell(Instant at, boolean code) {
    var midnight = endOfDay(at);
    return pacing
        .quietHours()
        .filter(hours -> !code)
        .map(hours -> hours.startAfter(at))
        .filter(midnight::isAfter)
        .orElse(midnight);
  }

  private int capLeft(int sent) {
    return pacing.dailyCap().map(cap -> Math.max(cap - sent, 0)).orElse(Integer.MAX_VALUE);
  }

  /** How many sends start between these times. */
  private int starts(Instant from, Instant to) {
    var pause = pacing.meanPause().toMillis();
    var span = to.toEpochMilli() - from.toEpochMilli();
    return pause == 0
        ? Integer.MAX_VALUE
        : (int) Math.min(Math.ceilDiv(span, pause), Integer.MAX_VALUE);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Instant endOfDay(Instant at) {
    return day(at).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
