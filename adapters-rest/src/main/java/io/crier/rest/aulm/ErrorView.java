package io.crier.rest.aulm;

import io.crier.application.sending.SendNow.Outcome;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.Rendered;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An error, with the codes of aulm where it documents one, and those of Crier elsewhere. */
record ErrorView(ErrorView.Detail error) {

  /** What is wrong. */
  record Detail(String code, String message) {}

  private static final Map<String, String> CODES =
      Map.of(
          "not_connected", "session_not_ready",
          "overloaded", "service_unavailable",
          "media_too_large", "invalid_request");

  /** How Crier's own API calls what is the image here. */
  private static final Pattern FILE = Pattern.compile("^(?:url|data): ");

  static ErrorView of(ProblemDetails problem) {
    return of(code(problem), FILE.matcher(problem.detail()).replaceFirst("image: "));
  }

  private static ErrorView of(String code, String message) {
    return new ErrorView(new Detail(code, message));
  }

  private static String code(ProblemDetails problem) {
    return switch (status(problem)) {
      case 400 -> problem.code().equals("invalid_json") ? "invalid_json" : "invalid_request";
      default -> CODES.getOrDefault(problem.code(), problem.code());
    };
  }

  /** aulm answers 400 to whatever fails validation, also to files. */
  static int status(ProblemDetails problem) {
    return switch (problem.code()) {
      case "unpaced_not_allowed" -> 429;
      case "media_too_large" -> 400;
      default -> problem.status() == 422 ? 400 : problem.status();
    };
  }

  /** The response to a message that was not sent, and is not charged. */
  static Rendered of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent sent -> throw new IllegalArgumentException("sent: " + sent);
      case Outcome.Rejected rejected ->
          error(400, "invalid_request", "WhatsApp refuses the message: " + rejected.why().code());
      case Outcome.TimedOut timedOut ->
          error(504, "messaging_service_timeout", "WhatsApp did not answer in time");
      case Outcome.Unreachable unreachable ->
          error(
              502,
              "messaging_service_unreachable",
              "WhatsApp cannot be reached: " + unreachable.why().code());
      case Outcome.Failed failed -> error(502, "messaging_service_error", "the engine failed");
      case Outcome.Overloaded overloaded ->
          Rendered.json(
              503,
              of("service_unavailable", "WhatsApp accepts no more messages for now"),
              Optional.of(overloaded.retryAfter()));
    };
  }

  private static Rendered error(int status, String code, String message) {
    return Rendered.json(status, of(code, message), Optional.<Duration>empty());
  }
}
