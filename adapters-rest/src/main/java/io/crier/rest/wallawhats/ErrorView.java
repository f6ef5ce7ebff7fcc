package io.crier.rest.wallawhats;

import io.crier.rest.door.ProblemDetails;
import java.util.Map;

/** An error; its texts are those that WallaWhats documents, and Crier's where it documents none. */
record ErrorView(String error) {

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("missing_authorization", "missing or invalid API key"),
          Map.entry("invalid_api_key", "missing or invalid API key"),
          Map.entry("api_key_revoked", "missing or invalid API key"),
          Map.entry("api_key_expired", "missing or invalid API key"),
          Map.entry("api_key_limit_reached", "api key limit reached"),
          Map.entry("invalid_phone_number", "invalid phone number format"),
          Map.entry("phone_limit_reached", "phone number limit reached"),
          Map.entry("phone_not_found", "phone not found"),
          Map.entry("phone_not_verified", "phone not verified"),
          Map.entry("phone_already_verified", "phone already verified"),
          Map.entry("invalid_code", "invalid code"),
          Map.entry("code_expired", "code expired"),
          Map.entry("invalid_x_username", "invalid X username format"),
          Map.entry("x_account_not_found", "X account not found"),
          Map.entry("already_subscribed", "already subscribed"),
          Map.entry("subscription_limit_reached", "subscription limit reached"),
          Map.entry("no_credit_left", "not enough credits"),
          Map.entry("invalid_cursor", "invalid lastKey"),
          Map.entry("rate_limited", "rate limit exceeded"));

  static ErrorView of(ProblemDetails problem) {
    var detail = problem.detail().replace(": is required", " is required");
    return new ErrorView(TEXTS.getOrDefault(problem.code(), detail));
  }

  /** WallaWhats answers 400 to whatever breaks a rule of its own. */
  static int status(ProblemDetails problem) {
    return switch (problem.status()) {
      case 409, 410, 422 -> 400;
      default -> problem.status();
    };
  }
}
