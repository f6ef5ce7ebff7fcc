package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.application.xaccounts.XFault;
import java.util.Locale;
import java.util.Optional;

/** The one place that knows what X means by its errors. */
public final class Faults {

  private Faults() {}

  /**
   * Why a request was refused as a whole. What the body says counts first: one status stands for
   * several reasons.
   */
  static XFault of(int status, JsonNode body) {
    return said(body).orElseGet(() -> meant(status));
  }

  /** Why one of several things is missing from an answer that gives the others. */
  public static XFault of(JsonNode error) {
    return said(error).orElse(XFault.UNAVAILABLE);
  }

  /** The first of the errors in an answer; nothing if there is none. */
  public static JsonNode first(JsonNode body) {
    var errors = body.path("errors");
    return errors.isEmpty() ? MissingNode.getInstance() : errors.path(0);
  }

  /** The kind of an error: its type's last part, whichever host stands before it. */
  public static String kind(JsonNode error) {
    var type = error.path("type").asText();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  private static Optional<XFault> said(JsonNode body) {
    var fault = byKind(body).or(() -> byOldCode(body));
    return fault.isPresent() || first(body).isMissingNode() ? fault : said(first(body));
  }

  private static Optional<XFault> byKind(JsonNode error) {
    var fault =
        switch (kind(error)) {
          case "usage-capped", "credits" -> XFault.OUT_OF_CREDIT;
          case "rate-limit-exceeded" -> XFault.RATE_LIMITED;
          case "client-forbidden", "unsupported-authentication" -> XFault.FORBIDDEN;
          case "not-authorized-for-resource" -> orSuspended(error, XFault.PROTECTED);
          case "resource-not-found", "resource-unavailable" -> orSuspended(error, XFault.NOT_FOUND);
          case "streaming-connection" ->
              isTooMany(error) ? XFault.TOO_MANY_CONNECTIONS : XFault.REJECTED;
          case "invalid-request",
              "invalid-rules",
              "rule-cap",
              "duplicate-rules",
              "disallowed-resource",
              "field-unauthorized" ->
              XFault.REJECTED;
          case "internal-error", "operational-disconnect" -> XFault.UNAVAILABLE;
          default -> null;
        };
    return Optional.ofNullable(fault);
  }

  /** As X wrote errors before, and still does here and there. */
  private static Optional<XFault> byOldCode(JsonNode error) {
    var fault =
        switch (error.path("code").asInt()) {
          case 32, 89 -> XFault.UNAUTHORIZED;
          case 34, 50 -> XFault.NOT_FOUND;
          case 63 -> XFault.SUSPENDED;
          case 88 -> XFault.RATE_LIMITED;
          case 130, 131 -> XFault.UNAVAILABLE;
          case 179 -> XFault.PROTECTED;
          default -> null;
        };
    return Optional.ofNullable(fault);
  }

  private static XFault meant(int status) {
    return switch (status) {
      case 401 -> XFault.UNAUTHORIZED;
      case 402 -> XFault.OUT_OF_CREDIT;
      case 403 -> XFault.FORBIDDEN;
      case 404 -> XFault.NOT_FOUND;
      case 408 -> XFault.UNAVAILABLE;
      case 429 -> XFault.RATE_LIMITED;
      default -> status >= 400 && status < 500 ? XFault.REJECTED : XFault.UNAVAILABLE;
    };
  }

  private static XFault orSuspended(JsonNode error, XFault fault) {
    var detail = error.path("detail").asText().toLowerCase(Locale.ROOT);
    return detail.contains("suspended") ? XFault.SUSPENDED : fault;
  }

  private static boolean isTooMany(JsonNode error) {
    return error.path("connection_issue").asText().equals("TooManyConnections")
        || error.path("detail").asText().contains("maximum allowed connection");
  }
}
