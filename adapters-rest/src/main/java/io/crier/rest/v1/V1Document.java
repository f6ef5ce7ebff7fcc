package io.crier.rest.v1;

import io.crier.rest.door.ProblemDetails;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds to the OpenAPI document what is common to all operations under {@code /v1}: error responses,
 * headers and operation ids. Resources describe only what is specific to them.
 */
final class V1Document {

  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final String PAGE = "#/components/schemas/Page";
  private static final Map<String, String> COMMON_ERRORS =
      new TreeMap<>(
          Map.of(
              "400", "invalid_json or invalid_request",
              "401", "missing_authorization, invalid_api_key, api_key_expired or a similar code",
              "403", "role_required",
              "429", "rate_limited or too_many_auth_failures",
              "503", "service_unavailable or overloaded"));

  private V1Document() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    document.getComponents().addSchema("Problem", problem());
    paths.forEach(V1Document::complete);
  }

  private static void complete(String path, PathItem item) {
    if (item.getPOST() != null && creates(item.getPOST())) {
      item.getPOST().addParameter(idempotencyKey());
    }
    if (path.startsWith("/v1/") && item.getGET() != null && showsOneThing(item.getGET())) {
      describeEntityTag(item.getGET());
    }
    item.getOperations().values().forEach(operation -> complete(operation, path.contains("{")));
  }

  private static boolean creates(Operation operation) {
    return operation.getResponses().hasAPIResponse("207")
        || operation.getResponses().getAPIResponses().entrySet().stream()
            .anyMatch(it -> hasLocation(it.getKey(), it.getValue()));
  }

  private static boolean hasLocation(String status, APIResponse response) {
    return status.equals("201")
        || response.getHeaders() != null && response.getHeaders().containsKey(HttpHeaders.LOCATION);
  }

  /** Lists have the schemas of {@link Page}. */
  private static boolean showsOneThing(Operation operation) {
    var response = operation.getResponses().getAPIResponse("200");
    var json =
        response == null
                || response.getContent() == null
                || response.getContent().getMediaTypes().size() != 1
            ? null
            : response.getContent().getMediaType(MediaType.APPLICATION_JSON);
    return json != null
        && json.getSchema() != null
        && json.getSchema().getRef() != null
        && !json.getSchema().getRef().startsWith(PAGE);
  }

  private static void describeEntityTag(Operation operation) {
    var text = List.of(Schema.SchemaType.STRING);
    var tag = "W/\"fgAqoBGMYqzqn3VmKM9vBQ\"";
    operation.addParameter(
        OASFactory.createParameter()
            .name(HttpHeaders.IF_NONE_MATCH)
            .in(Parameter.In.HEADER)
            .description("the ETag of an earlier response: 304 if nothing has changed since")
            .schema(example(text, tag)));
    operation
        .getResponses()
        .getAPIResponse("200")
        .addHeader(
            HttpHeaders.ETAG,
            OASFactory.createHeader()
                .description("changes with the response")
                .required(true)
                .schema(example(text, tag)));
    operation
        .getResponses()
        .addAPIResponse(
            "304", OASFactory.createAPIResponse().description("As the client has it already"));
  }

  private static Header location() {
    return OASFactory.createHeader()
        .description("where to get what was created: a path, or a URL if the server knows its own")
        .required(true)
        .schema(
            example(
                    List.of(Schema.SchemaType.STRING),
                    "/v1/messages/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
                .format("uri-reference"));
  }

  private static Parameter idempotencyKey() {
    return OASFactory.createParameter()
        .name(IdempotencyFilter.KEY)
        .in(Parameter.In.HEADER)
        .description(
            "1 to 255 visible ASCII characters. For 24 hours a repeated request with the same key gets"
                + " the first response again, with Idempotent-Replayed: true.")
        .schema(example(List.of(Schema.SchemaType.STRING), "order-4711").maxLength(255));
  }

  private static void complete(Operation operation, boolean hasPathParameter) {
    operation.setOperationId(shortened(operation.getOperationId()));
    var responses = operation.getResponses();
    if (hasPathParameter && responses.getAPIResponse("404") == null) {
      responses.addAPIResponse(
          "404",
          OASFactory.createAPIResponse().description("the resource in the path was not found"));
    }
    COMMON_ERRORS.forEach(
        (status, codes) -> {
          if (responses.getAPIResponse(status) == null) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(codes));
          }
        });
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (hasLocation(status, response)) {
                response.addHeader(HttpHeaders.LOCATION, location());
              }
              if (status.compareTo("400") >= 0 && response.getRef() == null) {
                describe(status, response);
              }
            });
  }

  /** Such as {@code sessionsList}, from the names of the class and the method. */
  private static String shortened(String operationId) {
    var parts = operationId == null ? new String[0] : operationId.split("Resource_", 2);
    return parts.length < 2
        ? operationId
        : Character.toLowerCase(parts[0].charAt(0))
            + parts[0].substring(1)
            + Character.toUpperCase(parts[1].charAt(0))
            + parts[1].substring(1);
  }

  private static void describe(String status, APIResponse response) {
    response.setContent(
        OASFactory.createContent()
            .addMediaType(
                ProblemDetails.MEDIA_TYPE,
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
    if (status.equals("429") || status.equals("503")) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("seconds to wait before retrying")
              .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER))));
    }
  }

  private static Schema problem() {
    var text = List.of(Schema.SchemaType.STRING);
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description("Problem details as defined by RFC 9457")
        .required(List.of("type", "title", "status", "detail", "code", "requestId"))
        .addProperty("type", example(text, "about:blank"))
        .addProperty("title", example(text, "Not Found"))
        .addProperty("status", example(List.of(Schema.SchemaType.INTEGER), 404))
        .addProperty("detail", example(text, "session not found"))
        .addProperty(
            "code",
            example(text, "session_not_found").description("stable, machine-readable error code"))
        .addProperty("requestId", example(text, "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a"));
  }

  private static Schema example(List<Schema.SchemaType> type, Object example) {
    return OASFactory.createSchema().type(type).examples(List.of(example));
  }
}
