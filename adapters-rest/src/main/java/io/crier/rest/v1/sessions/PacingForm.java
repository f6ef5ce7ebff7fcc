package io.crier.rest.v1.sessions;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.sessions.SessionProblem.INVALID_PACING;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.domain.Refused;
import io.crier.domain.sessions.Pacing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session's pacing as JSON: complete in responses, partial in requests. */
@Schema(
    name = "Pacing",
    description =
        "How fast a session sends. In a change, absent fields stay as they are; null switches"
            + " something off.")
@JsonInclude(ALWAYS)
public record PacingForm(
    @Schema(description = "the random time between the end of one send and the start of the next")
        Span gap,
    @Schema(nullable = true, description = "a longer pause after every n sends") Rest rest,
    @Schema(
            nullable = true,
            minimum = "1",
            description = "maximum sends per UTC day",
            examples = "500")
        Integer dailyCap,
    @Schema(
            nullable = true,
            minimum = "0",
            description = "null: a share of dailyCap that grows with the age of the number",
            examples = "40")
        Integer newContactsPerDay,
    @Schema(description = "whether to show typing, for longer the longer the text is")
        Boolean typing,
    @Schema(nullable = true, description = "hours during which only verification codes are sent")
        QuietHours quietHours,
    @Schema(description = "whether messages with pacing: none may be sent at once")
        Boolean allowUnpaced) {

  /** A random duration between two bounds. */
  @Schema(name = "PacingSpan")
  public record Span(
      @Schema(minimum = "0", maximum = "86400000", examples = "5000") Long minMs,
      @Schema(minimum = "0", maximum = "86400000", examples = "9000") Long maxMs) {}

  /** A longer pause after every n sends. */
  @Schema(name = "PacingRest")
  public record Rest(
      @Schema(minimum = "1", examples = "20") Integer every,
      @Schema(minimum = "0", maximum = "86400000", examples = "30000") Long minMs,
      @Schema(minimum = "0", maximum = "86400000", examples = "60000") Long maxMs) {}

  /** Hours of the day, which may span midnight. */
  @Schema(name = "QuietHours")
  public record QuietHours(
      @Schema(pattern = "\\d{2}:\\d{2}", examples = "00:30") String from,
      @Schema(pattern = "\\d{2}:\\d{2}", examples = "07:00") String to,
      @Schema(description = "an IANA time zone", examples = "Asia/Riyadh") String zone) {}

  static PacingForm of(Pacing pacing) {
    return new PacingForm(
        new Span(pacing.gap().min().toMillis(), pacing.gap().max().toMillis()),
        pacing
            .rest()
            .map(it -> new Rest(it.every(), it.min().toMillis(), it.max().toMillis()))
            .orElse(null),
        pacing.dailyCap().orElse(null),
        pacing.newContactsPerDay().orElse(null),
        pacing.typing(),
        pacing
            .quietHours()
            .map(it -> new QuietHours(it.from().toString(), it.to().toString(), it.zone().getId()))
            .orElse(null),
        pacing.allowUnpaced());
  }

  Pacing toPacing() {
    return new Pacing(
        pause(required("pacing.gap", gap)),
        Optional.ofNullable(rest).map(PacingForm::pause),
        Optional.ofNullable(dailyCap),
        Optional.ofNullable(newContactsPerDay),
        required("pacing.typing", typing),
        Optional.ofNullable(quietHours).map(PacingForm::hours),
        required("pacing.allowUnpaced", allowUnpaced));
  }

  private static Pacing.Gap pause(Span span) {
    return new Pacing.Gap(
        millis("pacing.gap.minMs", span.minMs()), millis("pacing.gap.maxMs", span.maxMs()));
  }

  private static Pacing.Rest pause(Rest rest) {
    return new Pacing.Rest(
        required("pacing.rest.every", rest.every()),
        millis("pacing.rest.minMs", rest.minMs()),
        millis("pacing.rest.maxMs", rest.maxMs()));
  }

  private static Pacing.QuietHours hours(QuietHours hours) {
    return new Pacing.QuietHours(
        read(
            "pacing.quietHours.from",
            hours.from(),
            "a time of day such as 22:00",
            LocalTime::parse),
        read("pacing.quietHours.to", hours.to(), "a time of day such as 07:00", LocalTime::parse),
        read(
            "pacing.quietHours.zone", hours.zone(), "a time zone such as Asia/Riyadh", ZoneId::of));
  }

  private static Duration millis(String name, Long value) {
    return Duration.ofMillis(required(name, value));
  }

  private static <T> T read(String name, String text, String form, Function<String, T> parser) {
    try {
      return parser.apply(required(name, text));
    } catch (DateTimeException e) {
      throw new Refused(INVALID_PACING, name + ": expected " + form);
    }
  }

  static <T> T required(String name, T value) {
    if (value == null) {
      throw new Refused(INVALID_REQUEST, name + ": is required");
    }
    return value;
  }
}
