package io.crier.rest.walytic;

import io.crier.rest.openapi.Section;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Adds to the OpenAPI document what all operations under {@code /walytic} share. */
final class WalyticDocument {

  private static final Map<Integer, String> ERRORS =
      new TreeMap<>(
          Map.of(
              400, "The body is not valid: invalid_request, invalid_json or invalid_text",
              401, "The key is missing, wrong, rotated, revoked or expired",
              402, "no_credit_left",
              403, "The key may not use this session, or the operator has disabled it",
              404, "session_not_found or recipient_not_on_whatsapp",
              413, "body_too_large",
              415, "The body is not JSON",
              429, "rate_limited, daily_quota_exceeded or monthly_quota_exceeded",
              503, "overloaded, or the database is unreachable"));

  private WalyticDocument() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    Section.withCodes(
            "Walytic", "The API of Walytic: for clients that were written for it", "bearer", ERRORS)
        .addTo(document, paths);
  }
}
