package io.crier.application.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a session sent on its latest UTC day: how much, and how much of it to new contacts. */
final class DailySends {

  private LocalDate day = LocalDate.MIN;
  private int sent;
  private int met;

  /** Continues with what was sent since the day began. */
  void resume(int sentToday, int metToday, Instant now) {
    day = dayOf(now);
    sent = sentToday;
    met = metToday;
  }

  /** Counts a send that starts now. */
  void count(boolean reachesOut, Instant now) {
    rollOver(now);
    sent++;
    if (reachesOut) {
      met++;
    }
  }

  /** Counts a send that spans midnight on its second day too. */
  void countEnd(boolean reachedOut, Instant end) {
    if (dayOf(end).isAfter(day)) {
      count(reachedOut, end);
    }
  }

  int sentOn(Instant at) {
    return dayOf(at).equals(day) ? sent : 0;
  }

  int metOn(Instant at) {
    return dayOf(at).equals(day) ? met : 0;
  }

  private void rollOver(Instant now) {
    var today = dayOf(now);
    if (!today.equals(day)) {
      day = today;
      sent = 0;
      met = 0;
    }
  }

  /** When the UTC day of this time began. */
  static Instant startOfDay(Instant at) {
    return dayOf(at).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** When the UTC day of this time ends. */
  static Instant endOfDay(Instant at) {
    return dayOf(at).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
