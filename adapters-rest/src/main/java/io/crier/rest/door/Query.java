package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.domain.SupportedTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parses query parameters as strictly as bodies. */
public final class Query {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private Query() {}

  /** How many items a page has at most: 1 to 200, or 50 if it is absent. */
  public static int limit(String text) {
    if (text == null) {
      return USUAL_PAGE;
    }
    if (text.matches("\\d{1,4}")) {
      var requested = Integer.parseInt(text);
      if (requested >= 1 && requested <= LARGEST_PAGE) {
        return requested;
      }
    }
    throw new Refused(INVALID_REQUEST, "limit: expected a whole number from 1 to " + LARGEST_PAGE);
  }

  /** The enum constant with this name in lower case. */
  public static <E extends Enum<E>> Optional<E> oneOf(Class<E> type, String name, String text) {
    if (text == null) {
      return Optional.empty();
    }
    var constants = type.getEnumConstants();
    for (var constant : constants) {
      if (inLowerCase(constant).equals(text)) {
        return Optional.of(constant);
      }
    }
    var known = Arrays.stream(constants).map(Query::inLowerCase).collect(Collectors.joining(", "));
    throw new Refused(INVALID_REQUEST, name + ": expected one of " + known);
  }

  /** Whether it is true; false if it is absent. */
  public static boolean flag(String name, String text) {
    if ("true".equals(text)) {
      return true;
    }
    if (text == null || "false".equals(text)) {
      return false;
    }
    throw new Refused(INVALID_REQUEST, name + ": expected true or false");
  }

  public static Optional<Instant> time(String name, String text) {
    try {
      return Optional.ofNullable(text)
          .map(OffsetDateTime::parse)
          .map(time -> SupportedTime.require(name, time.toInstant()));
    } catch (DateTimeException e) {
      throw new Refused(INVALID_REQUEST, name + ": expected a time such as 2026-01-31T09:30:00Z");
    }
  }

  /** A day such as 2026-01-31. */
  public static Optional<LocalDate> day(String name, String text) {
    try {
      return Optional.ofNullable(text).map(LocalDate::parse).map(day -> supported(name, day));
    } catch (DateTimeException e) {
      throw new Refused(INVALID_REQUEST, name + ": expected a day such as 2026-01-31");
    }
  }

  private static LocalDate supported(String name, LocalDate day) {
    SupportedTime.require(name, day.atStartOfDay(ZoneOffset.UTC).toInstant());
    return day;
  }

  /** A phone number; a leading space was an unescaped plus sign. */
  public static Optional<String> number(String text) {
    return Optional.ofNullable(text).map(it -> it.startsWith(" ") ? "+" + it.substring(1) : it);
  }

  public static String required(String name, String text) {
    if (text == null || text.isEmpty()) {
      throw new Refused(INVALID_REQUEST, name + ": is required");
    }
    return text;
  }

  private static String inLowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
