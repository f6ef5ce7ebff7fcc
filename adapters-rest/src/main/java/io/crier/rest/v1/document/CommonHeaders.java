package io.crier.rest.v1.document;

import io.crier.rest.v1.IdempotencyFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers of every response, and of those that an idempotency key repeats. */
final class CommonHeaders {

  private static final Map<String, Header> EVERYWHERE = everywhere();

  private CommonHeaders() {}

  private static Map<String, Header> everywhere() {
    var headers = new LinkedHashMap<String, Header>();
    headers.put(
        "x-request-id",
        header(SchemaType.STRING, "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
            .required(true)
            .description("the request in the server's log"));
    headers.put(
        "X-RateLimit-Limit",
        header(SchemaType.INTEGER, 6000).description("requests per minute of the account's plan"));
    headers.put(
        "X-RateLimit-Remaining",
        header(SchemaType.INTEGER, 5999).description("requests left at this moment"));
    headers.put(
        "X-RateLimit-Reset",
        header(SchemaType.INTEGER, 1795946400)
            .description("when all requests are available again, in seconds since 1970"));
    return headers;
  }

  private static Header header(SchemaType type, Object example) {
    return OASFactory.createHeader()
        .schema(OASFactory.createSchema().type(List.of(type)).examples(List.of(example)));
  }

  static void addComponents(Components components) {
    EVERYWHERE.forEach(components::addHeader);
    components.addHeader(
        IdempotencyFilter.REPLAYED,
        header(SchemaType.STRING, "true")
            .description("true if this is the first response to the Idempotency-Key again"));
    components.getResponses().values().forEach(CommonHeaders::addTo);
  }

  /** Refers to the headers from the responses that are no components. */
  static void complete(Operation operation) {
    var repeats = IdempotencyKeys.areTakenBy(operation);
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            response -> {
              if (response.getRef() == null) {
                addTo(response);
                if (repeats) {
                  refer(response, IdempotencyFilter.REPLAYED);
                }
              }
            });
  }

  private static void addTo(APIResponse response) {
    EVERYWHERE.keySet().forEach(name -> refer(response, name));
  }

  private static void refer(APIResponse response, String name) {
    response.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
  }
}
