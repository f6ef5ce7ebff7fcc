package io.crier.rest.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * The error responses that all operations of a face have, in the OpenAPI document.
 *
 * @param face the prefix of their components
 * @param error the schema of their body
 * @param example of a body
 * @param descriptions when each status is answered
 */
public record ErrorResponses(
    String face, Schema error, Object example, Map<Integer, String> descriptions) {

  /** Errors that have a code and a message. */
  public static ErrorResponses withCodes(String face, Map<Integer, String> descriptions) {
    var detail =
        object("What is wrong")
            .addProperty("code", text("machine-readable", "session_not_found"))
            .addProperty("message", text("for people", "session not found"))
            .required(List.of("code", "message"));
    return new ErrorResponses(
        face,
        object("An error").addProperty("error", detail).required(List.of("error")),
        // In alphabetical order, so that the document is always the same.
        Map.of(
            "error",
            new TreeMap<>(Map.of("code", "session_not_found", "message", "session not found"))),
        descriptions);
  }

  /** Errors that are one text. */
  public static ErrorResponses ofText(
      String face, String example, Map<Integer, String> descriptions) {
    return new ErrorResponses(
        face,
        object("An error")
            .addProperty("error", text("what is wrong", example))
            .required(List.of("error")),
        Map.of("error", example),
        descriptions);
  }

  private static Schema object(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description(description);
  }

  private static Schema text(String description, String example) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .description(description)
        .examples(List.of(example));
  }

  /** Adds a component for each status, and refers to it from each operation. */
  public void addTo(OpenAPI document, Map<String, PathItem> paths) {
    var components = document.getComponents();
    components.addSchema(face + "Error", error);
    descriptions.forEach((status, text) -> components.addResponse(name(status), response(status)));
    paths
        .values()
        .forEach(path -> path.getOperations().values().forEach(it -> addTo(it.getResponses())));
  }

  private void addTo(APIResponses responses) {
    descriptions
        .keySet()
        .forEach(
            status ->
                responses.addAPIResponse(
                    Integer.toString(status),
                    OASFactory.createAPIResponse().ref("#/components/responses/" + name(status))));
  }

  private String name(int status) {
    return face + "Error" + status;
  }

  private APIResponse response(int status) {
    var response =
        OASFactory.createAPIResponse()
            .description(descriptions.get(status))
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(Schemas.ref(face + "Error")))
                            .example(example)));
    if (status == 429 || status == 503) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("seconds to wait before retrying")
              .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER))));
    }
    return response;
  }
}
