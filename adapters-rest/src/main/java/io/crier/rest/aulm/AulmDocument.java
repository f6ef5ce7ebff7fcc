package io.crier.rest.aulm;

import io.crier.rest.openapi.ErrorResponses;
import io.crier.rest.openapi.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Adds to the OpenAPI document what all operations under {@code /aulm} share. */
final class AulmDocument {

  private static final Map<Integer, String> ERRORS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "invalid_json or invalid_request"),
              Map.entry(
                  401,
                  "missing_authorization, invalid_authorization, invalid_api_key, api_key_revoked,"
                      + " api_key_expired or account_deactivated"),
              Map.entry(402, "no_credit_left"),
              Map.entry(403, "session_disabled, session_not_allowed or role_required"),
              Map.entry(404, "session_not_found"),
              Map.entry(409, "session_not_ready"),
              Map.entry(413, "body_too_large"),
              Map.entry(415, "unsupported_media_type"),
              Map.entry(
                  429,
                  "daily_quota_exceeded, monthly_quota_exceeded, trial_quota_exceeded,"
                      + " unpaced_not_allowed, too_many_auth_failures or rate_limited"),
              Map.entry(501, "type_unsupported"),
              Map.entry(502, "messaging_service_unreachable or messaging_service_error"),
              Map.entry(503, "service_unavailable"),
              Map.entry(504, "messaging_service_timeout")));

  private AulmDocument() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    new Section(
            "aulm",
            "The API of aulm: for clients that were written for it",
            List.of("bearer"),
            ErrorResponses.withCodes("Aulm", ERRORS),
            Map.of("AulmSendImage", Set.of("caption")))
        .addTo(document, paths);
    paths.values().forEach(path -> path.getOperations().values().forEach(AulmDocument::complete));
  }

  private static void complete(Operation operation) {
    var created = operation.getResponses().getAPIResponse("201");
    if (created != null) {
      created
          .addHeader("x-ratelimit-limit", header(SchemaType.INTEGER, "the quota of the account"))
          .addHeader("x-ratelimit-remaining", header(SchemaType.INTEGER, "how many sends are left"))
          .addHeader(
              "x-ratelimit-reset", header(SchemaType.STRING, "when the full quota is available"));
    }
  }

  private static Header header(SchemaType type, String description) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().type(List.of(type)));
  }
}
