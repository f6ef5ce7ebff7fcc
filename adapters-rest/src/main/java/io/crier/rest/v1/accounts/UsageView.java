package io.crier.rest.v1.accounts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account has sent, day by day or month by month. */
@Schema(name = "AccountUsageSeries", description = "What the account has sent over time")
public record UsageView(
    @Schema(required = true) Granularity granularity,
    @Schema(required = true, description = "one for each day or month, the first one first")
        List<Period> items) {

  /** How long a period of a series is. */
  @Schema(name = "UsageGranularity", description = "how long each period is, in UTC")
  public enum Granularity {
    DAY,
    MONTH
  }

  /** The sends of one day or month. */
  @Schema(name = "AccountUsagePeriod", description = "The sends of one day or month")
  public record Period(
      @Schema(required = true, description = "its first day", examples = "2026-11-27") String from,
      @Schema(
              required = true,
              description = "accepted live messages, less refunds",
              examples = "12")
          long sends) {}

  static UsageView byDay(SortedMap<LocalDate, Long> days) {
    return new UsageView(
        Granularity.DAY,
        days.entrySet().stream().map(day -> period(day.getKey(), day.getValue())).toList());
  }

  /** Days of a month that are not included do not count. */
  static UsageView byMonth(SortedMap<LocalDate, Long> days) {
    var months = new TreeMap<YearMonth, Long>();
    days.forEach((day, sends) -> months.merge(YearMonth.from(day), sends, Long::sum));
    return new UsageView(
        Granularity.MONTH,
        months.entrySet().stream()
            .map((Map.Entry<YearMonth, Long> it) -> period(it.getKey().atDay(1), it.getValue()))
            .toList());
  }

  private static Period period(LocalDate from, long sends) {
    return new Period(from.toString(), sends);
  }
}
