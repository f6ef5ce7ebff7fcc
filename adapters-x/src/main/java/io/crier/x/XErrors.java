package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.application.xaccounts.XFault;
import java.util.Locale;
import java.util.Optional;

/** Maps X's error responses to {@link XFault}s; no other class interprets them. */
public final class XErrors {

  private XErrors() {}

  /**
   * The fault behind a failed request. The body takes precedence, because X uses one status for
   * several reasons.
   */
  static XFault faultOf(int status, JsonNode body) {
    return fromBody(body).orElseGet(() -> fromStatus(status));
  }

  /** The fault behind one error of a partially successful response. */
  public static XFault faultOf(JsonNode error) {
    return fromBody(error).orElse(XFault.UNAVAILABLE);
  }

  /** The first error of a response, or a missing node if there is none. */
  public static JsonNode firstError(JsonNode body) {
    var errors = body.path("errors");
    return errors.isEmpty() ? MissingNode.getInstance() : errors.path(0);
  }

  /** The last segment of an error's type URI, so that the host does not matter. */
  public static String typeOf(JsonNode error) {
    var type = error.path("type").asText();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  private static Optional<XFault> fromBody(JsonNode body) {
    var fault = byType(body).or(() -> byLegacyCode(body));
    return fault.isPresent() || firstError(body).isMissingNode()
        ? fault
        : fromBody(firstError(body));
  }

  private static Optional<XFault> byType(JsonNode error) {
    var fault =
        switch (typeOf(error)) {
          case "usage-capped", "credits" -> XFault.OUT_OF_CREDIT;
          case "rate-limit-exceeded" -> XFault.RATE_LIMITED;
          case "client-forbidden", "unsupported-authentication" -> XFault.FORBIDDEN;
          case "not-authorized-for-resource" -> suspendedOr(error, XFault.PROTECTED);
          case "resource-not-found", "resource-unavailable" -> suspendedOr(error, XFault.NOT_FOUND);
          case "streaming-connection" ->
              isTooManyConnections(error) ? XFault.TOO_MANY_CONNECTIONS : XFault.REJECTED;
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

  /** The format of X's API 1.1, which some endpoints still return. */
  private static Optional<XFault> byLegacyCode(JsonNode error) {
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

  private static XFault fromStatus(int status) {
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

  private static XFault suspendedOr(JsonNode error, XFault fault) {
    var detail = error.path("detail").asText().toLowerCase(Locale.ROOT);
    return detail.contains("suspended") ? XFault.SUSPENDED : fault;
  }

  private static boolean isTooManyConnections(JsonNode error) {
    return error.path("connection_issue").asText().equals("TooManyConnections")
        || error.path("detail").asText().contains("maximum allowed connection");
  }
}
