package io.crier.rest.v1.document;

import io.crier.rest.door.ProblemDetails;
import io.crier.rest.openapi.Schemas;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The error responses: one component for each status. Each operation lists the codes that it can
 * answer: those its description names and those that every operation of its kind has.
 */
final class ProblemResponses {

  private static final String PROBLEM = "Problem";
  private static final String CODE = "ProblemCode";
  private static final Map<Integer, String> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "BadRequest"),
              Map.entry(401, "Unauthorized"),
              Map.entry(402, "PaymentRequired"),
              Map.entry(403, "Forbidden"),
              Map.entry(404, "NotFound"),
              Map.entry(406, "NotAcceptable"),
              Map.entry(408, "RequestTimeout"),
              Map.entry(409, "Conflict"),
              Map.entry(410, "Gone"),
              Map.entry(413, "ContentTooLarge"),
              Map.entry(415, "UnsupportedMediaType"),
              Map.entry(416, "RangeNotSatisfiable"),
              Map.entry(422, "UnprocessableContent"),
              Map.entry(429, "TooManyRequests"),
              Map.entry(501, "NotImplemented"),
              Map.entry(503, "ServiceUnavailable")));

  /** Those that may come with {@code Retry-After}. */
  private static final Set<Integer> RETRYABLE = Set.of(403, 429, 503);

  /** Those of 401 that only signing in answers. */
  private static final Set<String> OF_SIGNING_IN =
      Set.of("wrong_credentials", "second_factor_required");

  /** The codes of a response whose operation names none. */
  private static final Map<Integer, SequencedSet<String>> DEFAULTS = defaults();

  private ProblemResponses() {}

  private static Map<Integer, SequencedSet<String>> defaults() {
    var codes = new TreeMap<Integer, SequencedSet<String>>();
    ProblemCodes.all().stream()
        .filter(code -> ProblemCodes.status(code) == 401 && !OF_SIGNING_IN.contains(code))
        .forEach(code -> add(codes, code));
    add(codes, "bad_request", "invalid_request", "role_required", "session_not_allowed");
    add(codes, "account_blocked", "csrf_token_invalid");
    add(codes, "not_acceptable", "request_timeout", "body_too_large", "unsupported_media_type");
    add(codes, "rate_limited", "too_many_auth_failures");
    add(codes, "service_unavailable", "overloaded", "owner_unavailable");
    return codes;
  }

  static void addComponents(Components components) {
    components.addSchema(
        CODE,
        schema(SchemaType.STRING)
            .description("stable, machine-readable error code")
            .enumeration(List.copyOf(ProblemCodes.all())));
    components.addSchema(PROBLEM, problem());
    NAMES.forEach((status, name) -> components.addResponse(name, response(status)));
  }

  private static APIResponse response(int status) {
    var response =
        OASFactory.createAPIResponse()
            .description(
                DEFAULTS.containsKey(status)
                    ? String.join(", ", DEFAULTS.get(status))
                    : ProblemDetails.title(status))
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        ProblemDetails.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(Schemas.ref(PROBLEM)))
                            .example(example(status))));
    if (RETRYABLE.contains(status)) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("seconds to wait before retrying")
              .schema(schema(SchemaType.INTEGER)));
    }
    return response;
  }

  private static Map<String, Object> example(int status) {
    var code =
        DEFAULTS.containsKey(status)
            ? DEFAULTS.get(status).getFirst()
            : ProblemCodes.all().stream()
                .filter(it -> ProblemCodes.status(it) == status)
                .findFirst()
                .orElseThrow();
    var example = new LinkedHashMap<String, Object>();
    example.put("type", "about:blank");
    example.put("title", ProblemDetails.title(status));
    example.put("status", status);
    example.put("detail", code.replace('_', ' '));
    example.put("code", code);
    example.put("requestId", "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a");
    return example;
  }

  private static Schema problem() {
    return schema(SchemaType.OBJECT)
        .description("Problem details as defined by RFC 9457")
        .required(List.of("type", "title", "status", "detail", "code", "requestId"))
        .addProperty("type", text("always about:blank: the code says what is wrong", "about:blank"))
        .addProperty("title", text("the name of the status", "Not Found"))
        .addProperty(
            "status",
            schema(SchemaType.INTEGER)
                .description("the status of the response")
                .examples(List.of(404)))
        .addProperty("detail", text("what is wrong, for people", "session not found"))
        .addProperty("code", OASFactory.createSchema().ref(Schemas.ref(CODE)))
        .addProperty(
            "requestId",
            text(
                "the request in the server's log, as in x-request-id",
                "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a"));
  }

  private static Schema text(String description, String example) {
    return schema(SchemaType.STRING).description(description).examples(List.of(example));
  }

  private static Schema schema(SchemaType type) {
    return OASFactory.createSchema().type(List.of(type));
  }

  /** Refers to the components from an operation, with its codes, after its other responses. */
  static void complete(String path, Operation operation) {
    var responses = operation.getResponses();
    var codes = common(path, operation);
    var ordered = new LinkedHashMap<String, APIResponse>();
    new TreeMap<>(responses.getAPIResponses())
        .forEach(
            (status, response) -> {
              if (status.compareTo("400") < 0) {
                ordered.put(status, response);
              } else {
                var known =
                    codes.computeIfAbsent(Integer.valueOf(status), it -> new LinkedHashSet<>());
                ProblemCodes.in(response.getDescription()).reversed().forEach(known::addFirst);
              }
            });
    codes.forEach((status, them) -> ordered.put(Integer.toString(status), reference(status, them)));
    responses.setAPIResponses(ordered);
  }

  private static APIResponse reference(int status, SequencedSet<String> codes) {
    var response =
        OASFactory.createAPIResponse().ref("#/components/responses/" + NAMES.get(status));
    return codes.equals(DEFAULTS.get(status))
        ? response
        : response.description(String.join(", ", codes));
  }

  /** The codes that every operation of this kind can answer, by their status. */
  private static Map<Integer, SequencedSet<String>> common(String path, Operation operation) {
    var codes = new TreeMap<Integer, SequencedSet<String>>();
    List.of(400, 401, 403, 429, 503)
        .forEach(status -> codes.put(status, new LinkedHashSet<>(DEFAULTS.get(status))));
    if (path.startsWith("/v1/operator/")) {
      add(codes, "operator_required");
    }
    if (has(operation, "cursor")) {
      add(codes, "invalid_cursor");
    }
    if (operation.getRequestBody() != null) {
      add(codes, "invalid_json", "request_timeout", "body_too_large", "unsupported_media_type");
      add(codes, "too_many_slow_bodies");
    }
    if (path.contains("{") && !operation.getResponses().hasAPIResponse("404")) {
      add(codes, "not_found");
    }
    if (answersContent(operation)) {
      add(codes, "not_acceptable");
    }
    if (IdempotencyKeys.areTakenBy(operation)) {
      add(codes, "idempotency_key_invalid", "idempotency_key_in_use", "idempotency_key_reused");
    }
    return codes;
  }

  private static void add(Map<Integer, SequencedSet<String>> codes, String... them) {
    for (var code : them) {
      codes.computeIfAbsent(ProblemCodes.status(code), it -> new LinkedHashSet<>()).add(code);
    }
  }

  private static boolean has(Operation operation, String parameter) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(it -> it.getIn() == Parameter.In.QUERY && parameter.equals(it.getName()));
  }

  private static boolean answersContent(Operation operation) {
    return operation.getResponses().getAPIResponses().entrySet().stream()
        .anyMatch(it -> it.getKey().startsWith("2") && it.getValue().getContent() != null);
  }
}
