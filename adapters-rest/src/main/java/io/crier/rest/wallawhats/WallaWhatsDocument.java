package io.crier.rest.wallawhats;

import io.crier.rest.openapi.ErrorResponses;
import io.crier.rest.openapi.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Adds to the OpenAPI document what all operations under {@code /wallawhats} share. */
final class WallaWhatsDocument {

  private static final String TAG = "WallaWhats";

  private static final Map<Integer, String> ERRORS =
      new TreeMap<>(
          Map.of(
              400, "Invalid parameters, a limit of the plan, or a rule that the request breaks",
              401, "Missing or invalid API key",
              402, "Not enough credits",
              403, "The API key may not do this",
              404, "Not found",
              413, "The body is too large",
              415, "The body is not JSON",
              429, "Too many requests, or too many codes",
              503, "X or the database is unreachable"));

  private WallaWhatsDocument() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    new Section(
            TAG,
            "The API of WallaWhats: for clients that were written for it",
            List.of("apiKey"),
            ErrorResponses.ofText(TAG, "phone not found", ERRORS),
            Map.of("WallaWhatsCreateApiKey", Set.of("name")))
        .addTo(document, paths);
  }
}
