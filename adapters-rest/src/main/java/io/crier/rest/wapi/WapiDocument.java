package io.crier.rest.wapi;

import io.crier.rest.openapi.ErrorResponses;
import io.crier.rest.openapi.Schemas;
import io.crier.rest.openapi.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Adds to the OpenAPI document what all operations under {@code /wapi} share. */
final class WapiDocument {

  private static final String TAG = "Wapi";

  private static final Map<Integer, String> ERRORS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "The request is malformed, or its media cannot be used"),
              Map.entry(401, "Missing, invalid or revoked API key"),
              Map.entry(402, "The account has no credit left"),
              Map.entry(403, "The API key may not do this"),
              Map.entry(404, "The number is not on WhatsApp, or there is no such thing"),
              Map.entry(409, "The session is connected already"),
              Map.entry(413, "The file is too large"),
              Map.entry(415, "This type of body or file is not supported"),
              Map.entry(422, "The request is well-formed, but not valid"),
              Map.entry(429, "Too many requests, or the daily limit is reached"),
              Map.entry(501, "The engine of the session cannot do this"),
              Map.entry(503, "The session is not linked, or the server is overloaded")));

  private WapiDocument() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    var components = document.getComponents();
    for (var path : paths.values()) {
      path.getOperations().values().forEach(operation -> wrap(components, operation));
    }
    new Section(
            TAG,
            "The API of wapi: for clients that were written for it",
            List.of("apiKey", "bearer"),
            new ErrorResponses(TAG, error(), example(), ERRORS),
            Map.of("WapiFile", Set.of("url"), "WapiMessage", Set.of("waMessageId")))
        .addTo(document, paths);
    paths.get("/wapi/healthz").getGET().setSecurity(List.of());
  }

  /** Puts what is answered into the envelope. */
  private static void wrap(Components components, Operation operation) {
    for (var response : operation.getResponses().getAPIResponses().values()) {
      var body =
          response.getContent() == null
              ? null
              : response.getContent().getMediaType("application/json");
      if (body != null) {
        var data = Schemas.target(body.getSchema()).orElseThrow();
        components.addSchema(data + "Answer", envelope(data, components));
        body.setSchema(OASFactory.createSchema().ref(Schemas.ref(data + "Answer")));
      }
    }
  }

  private static Schema envelope(String data, Components components) {
    var about = components.getSchemas().get(data).getDescription();
    return object(about)
        .addProperty("success", flag("always true", true))
        .addProperty("data", OASFactory.createSchema().ref(Schemas.ref(data)))
        .addProperty("error", text("always empty", ""))
        .addProperty("code", text("always empty", ""));
  }

  private static Schema error() {
    return object("An error")
        .addProperty("success", flag("always false", false))
        .addProperty(
            "data",
            OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT, SchemaType.NULL))
                .description("always null"))
        .addProperty("error", text("what is wrong, for people", "the number is not on WhatsApp"))
        .addProperty("code", text("what is wrong, for programs", "RECIPIENT_NOT_FOUND"))
        .addProperty(
            "details",
            OASFactory.createSchema()
                .type(List.of(SchemaType.ARRAY))
                .description("in validation errors: what is wrong with each field")
                .items(
                    OASFactory.createSchema()
                        .type(List.of(SchemaType.OBJECT))
                        .required(List.of("field", "message"))
                        .addProperty("field", text("the field, if it is known", "message"))
                        .addProperty("message", text("what is wrong with it", "is required"))));
  }

  private static Object example() {
    var example = new LinkedHashMap<String, Object>();
    example.put("success", false);
    example.put("data", null);
    example.put("error", "the number is not on WhatsApp");
    example.put("code", "RECIPIENT_NOT_FOUND");
    return example;
  }

  private static Schema object(String description) {
    return OASFactory.createSchema()
        .type(List.of(SchemaType.OBJECT))
        .description(description)
        .required(List.of("success", "data", "error", "code"));
  }

  private static Schema flag(String description, boolean value) {
    return OASFactory.createSchema()
        .type(List.of(SchemaType.BOOLEAN))
        .description(description)
        .examples(List.of(value));
  }

  private static Schema text(String description, String example) {
    return OASFactory.createSchema()
        .type(List.of(SchemaType.STRING))
        .description(description)
        .examples(List.of(example));
  }
}
