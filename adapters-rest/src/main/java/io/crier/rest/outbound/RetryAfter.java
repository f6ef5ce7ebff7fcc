package io.crier.rest.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** Parses the {@code Retry-After} header. */
public final class RetryAfter {

  private static final Duration MAX_WAIT = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("0*(\\d+)");

  private RetryAfter() {}

  /** The requested wait, at most an hour; empty if the header is neither seconds nor a date. */
  public static Optional<Duration> parse(String header, Instant now) {
    var text = header.strip();
    var seconds = SECONDS.matcher(text);
    if (seconds.matches()) {
      return Optional.of(atMostAnHour(seconds.group(1)));
    }
    return Optional.ofNullable(DateUtils.parseStandardDate(text))
        .map(date -> Duration.between(now, date))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
  }

  private static Duration atMostAnHour(String seconds) {
    return seconds.length() > 4
        ? MAX_WAIT
        : Duration.ofSeconds(Math.min(Integer.parseInt(seconds), MAX_WAIT.toSeconds()));
  }
}
