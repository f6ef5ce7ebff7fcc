package io.crier.rest.v1.document;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The header that says where to get what was created. */
final class LocationHeaders {

  private LocationHeaders() {}

  static void addComponents(Components components) {
    components.addHeader(
        HttpHeaders.LOCATION,
        OASFactory.createHeader()
            .description(
                "where to get what was created: a path, or a URL if the server knows its own")
            .required(true)
            .schema(
                OASFactory.createSchema()
                    .type(List.of(SchemaType.STRING))
                    .format("uri-reference")
                    .examples(List.of("/v1/messages/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a"))));
  }

  static void complete(Operation operation) {
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (isIn(status, response)) {
                response.addHeader(
                    HttpHeaders.LOCATION,
                    OASFactory.createHeader().ref("#/components/headers/Location"));
              }
            });
  }

  static boolean areIn(Operation operation) {
    return operation.getResponses().getAPIResponses().entrySet().stream()
        .anyMatch(it -> isIn(it.getKey(), it.getValue()));
  }

  private static boolean isIn(String status, APIResponse response) {
    return status.equals("201")
        || response.getHeaders() != null && response.getHeaders().containsKey(HttpHeaders.LOCATION);
  }
}
