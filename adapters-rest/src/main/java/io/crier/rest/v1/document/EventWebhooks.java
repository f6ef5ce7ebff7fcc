package io.crier.rest.v1.document;

import io.crier.domain.events.EventType;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The requests that a webhook receives, one for each type of event. */
final class EventWebhooks {

  /** Not that of other operations: generators make one class of each tag, of requests to them. */
  private static final String TAG = "Webhook events";

  private static final Map<String, String> HEADERS = headers();

  private EventWebhooks() {}

  private static Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", "the event's id, the same in every attempt");
    headers.put("webhook-timestamp", "time of the attempt, in seconds since 1970");
    headers.put(
        "webhook-signature",
        "one v1,<base64> for each active secret, separated by spaces: HMAC-SHA256 of"
            + " <webhook-id>.<webhook-timestamp>.<body> (Standard Webhooks)");
    headers.put("x-crier-event", "the event's type");
    headers.put("x-crier-attempt", "the number of the attempt, starting at 1");
    headers.put(
        "x-crier-signature",
        "sha256=<hex>: HMAC-SHA256 of the raw body, keyed with the secret as shown; while two"
            + " secrets are active, with the older one");
    return headers;
  }

  /**
   * Describes them on their own, and as the requests to the URL that a webhook is registered with.
   */
  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    document.addTag(OASFactory.createTag().name(TAG).description("What a webhook receives"));
    HEADERS.forEach(
        (name, description) ->
            document.getComponents().addParameter(name, header(name, description)));
    for (var type : EventType.values()) {
      var schema = EventSchemas.name(type);
      var sentence = document.getComponents().getSchemas().get(schema).getDescription();
      document.addWebhook(type.text(), receive(schema, sentence));
    }
    paths
        .get("/v1/webhooks")
        .getPOST()
        .addCallback(
            "event",
            OASFactory.createCallback()
                .addPathItem(
                    "{$request.body#/url}",
                    receive(EventSchemas.ANY, "An event is posted to the webhook")));
  }

  private static Parameter header(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
  }

  private static PathItem receive(String schema, String summary) {
    var operation =
        OASFactory.createOperation()
            .operationId("receive" + schema)
            .summary(summary)
            .description(
                "Any 2xx response within 15 seconds counts as received; 410 disables the webhook;"
                    + " anything else is retried, ten attempts over three days. An event may"
                    + " arrive more than once and out of order: use webhook-id and sequence.")
            .addTag(TAG)
            .security(List.of())
            .requestBody(
                OASFactory.createRequestBody()
                    .required(true)
                    .content(
                        OASFactory.createContent()
                            .addMediaType(
                                MediaType.APPLICATION_JSON,
                                OASFactory.createMediaType()
                                    .schema(EventSchemas.reference(schema)))))
            .responses(
                OASFactory.createAPIResponses()
                    .addAPIResponse("2XX", OASFactory.createAPIResponse().description("Received"))
                    .addAPIResponse(
                        "410", OASFactory.createAPIResponse().description("Send nothing more")));
    HEADERS
        .keySet()
        .forEach(
            name ->
                operation.addParameter(
                    OASFactory.createParameter().ref("#/components/parameters/" + name)));
    return OASFactory.createPathItem().POST(operation);
  }
}
