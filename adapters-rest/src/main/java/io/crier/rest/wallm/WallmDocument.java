package io.crier.rest.wallm;

import io.crier.rest.openapi.Section;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Adds to the OpenAPI document what all operations under {@code /wallm} share. */
final class WallmDocument {

  private static final Map<Integer, String> ERRORS =
      new TreeMap<>(
          Map.of(
              400, "The request is not valid: invalid_request, invalid_json or invalid_text",
              401, "The key is missing, wrong, revoked or expired",
              402, "no_credit_left",
              403, "The account is blocked for a while, or the key may not use the session",
              404, "session_not_found",
              409, "not_connected",
              413, "body_too_large",
              415, "The body is not JSON",
              429, "rate_limited, daily_quota_exceeded or monthly_quota_exceeded",
              503, "overloaded, or the database is unreachable"));

  private WallmDocument() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    Section.withCodes(
            "Wallm", "The API of Wallm: for clients that were written for it", "apiKey", ERRORS)
        .addTo(document, paths);
  }
}
