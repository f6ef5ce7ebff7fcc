package io.crier.rest.wapi;

import io.crier.rest.door.ProblemDetails;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An error as wapi documents it; others have Crier's code in upper case. */
record WapiError(int status, String code) {

  private static final String VALIDATION = "VALIDATION_ERROR";

  private static final Map<String, WapiError> DOCUMENTED =
      Map.ofEntries(
          Map.entry("invalid_json", new WapiError(400, VALIDATION)),
          Map.entry("bad_request", new WapiError(400, VALIDATION)),
          Map.entry("media_conflict", new WapiError(400, "MEDIA_CONFLICT")),
          Map.entry("media_required", new WapiError(400, "MEDIA_REQUIRED")),
          Map.entry("media_url_blocked", new WapiError(400, "MEDIA_URL_BLOCKED")),
          Map.entry("media_unreachable", new WapiError(400, "MEDIA_FETCH_FAILED")),
          Map.entry("role_required", new WapiError(403, "ADMIN_REQUIRED")),
          Map.entry("recipient_not_on_whatsapp", new WapiError(404, "RECIPIENT_NOT_FOUND")),
          Map.entry("api_key_not_found", new WapiError(404, "KEY_NOT_FOUND")),
          Map.entry("not_found", new WapiError(404, "ROUTE_NOT_FOUND")),
          Map.entry("already_linked", new WapiError(409, "ALREADY_CONNECTED")),
          Map.entry("body_too_large", new WapiError(413, "UPLOAD_ERROR")),
          Map.entry("media_too_large", new WapiError(413, "UPLOAD_ERROR")),
          Map.entry("media_type_not_allowed", new WapiError(415, "MEDIA_TYPE_UNSUPPORTED")),
          Map.entry("voice_not_opus", new WapiError(415, "MEDIA_TYPE_UNSUPPORTED")),
          Map.entry("voice_not_convertible", new WapiError(415, "MEDIA_TYPE_UNSUPPORTED")),
          Map.entry("rate_limited_by_whatsapp", new WapiError(429, "RATE_LIMITED")),
          Map.entry("unsupported_media_type", new WapiError(415, "MEDIA_TYPE_UNSUPPORTED")),
          Map.entry("rate_limited", new WapiError(429, "RATE_LIMITED")),
          Map.entry("too_many_auth_failures", new WapiError(429, "RATE_LIMITED")),
          Map.entry("daily_cap_reached", new WapiError(429, "DAILY_LIMIT_REACHED")),
          Map.entry("daily_quota_exceeded", new WapiError(429, "DAILY_LIMIT_REACHED")),
          Map.entry("not_connected", new WapiError(503, "WHATSAPP_NOT_CONNECTED")),
          Map.entry("qr_not_ready", new WapiError(503, "QR_NOT_READY")));

  static WapiError of(ProblemDetails problem) {
    var documented = DOCUMENTED.get(problem.code());
    if (documented != null) {
      return documented;
    }
    return switch (problem.status()) {
      case 400 -> new WapiError(422, VALIDATION);
      case 401 -> new WapiError(401, "UNAUTHORIZED");
      default -> new WapiError(problem.status(), problem.code().toUpperCase(Locale.ROOT));
    };
  }

  Envelope body(String text) {
    var details =
        code.equals(VALIDATION)
            ? Optional.of(List.of(Envelope.Detail.of(text)))
            : Optional.<List<Envelope.Detail>>empty();
    return new Envelope(false, null, text, code, details);
  }
}
