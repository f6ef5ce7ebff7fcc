package io.crier.rest.v1.document;

import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/**
 * An example of every JSON body: a component for each schema, put together from the examples of its
 * properties. It has the required properties, and all of a schema that requires none.
 */
final class Examples {

  private static final String ROOT = "#/components/examples/";

  /** The optional properties that an example has too. */
  private static final Map<String, Set<String>> OPTIONAL =
      Map.ofEntries(
          Map.entry("BatchItemResult", Set.of("message")),
          Map.entry("CreateSession", Set.of("engine")),
          Map.entry("CreateSubscription", Set.of("includeReplies", "keywords", "textMode")),
          Map.entry("Delivery", Set.of("attempts")),
          Map.entry("DeliveryAttempt", Set.of("statusCode")),
          Map.entry("IssueApiKey", Set.of("mode")),
          Map.entry("Message", Set.of("body", "sentAt", "to")),
          Map.entry("MessageReceivedData", Set.of("body")),
          Map.entry("NumberCheck", Set.of("address")),
          Map.entry("OpenAccount", Set.of("plan")),
          Map.entry("RegisterPhone", Set.of("displayName")),
          Map.entry("RegisterWebhook", Set.of("events")),
          Map.entry("SendAudio", Set.of("url", "voice")),
          Map.entry("SendDocument", Set.of("filename", "url")),
          Map.entry("SendImage", Set.of("caption", "url")),
          Map.entry("SendTemplate", Set.of("components")),
          Map.entry("SendText", Set.of("metadata")),
          Map.entry("SendVideo", Set.of("url")),
          Map.entry("Session", Set.of("number")));

  /** The constants that examples have, where the first would be unusual. */
  private static final Map<String, String> CONSTANTS =
      Map.of(
          "ApiKeyRole", "send",
          "DeliveryState", "delivered",
          "MessagePriority", "normal",
          "MessageStatus", "sent",
          "NotificationStatus", "delivered",
          "PhoneStatus", "verified",
          "SessionStatus", "connected");

  private final Components components;

  private Examples(Components components) {
    this.components = components;
  }

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    var examples = new Examples(document.getComponents());
    CONSTANTS.forEach((name, constant) -> examples.schema(name).setExamples(List.of(constant)));
    paths.values().forEach(path -> path.getOperations().values().forEach(examples::complete));
    Optional.ofNullable(document.getWebhooks())
        .orElse(Map.of())
        .values()
        .forEach(path -> path.getOperations().values().forEach(examples::complete));
  }

  private void complete(Operation operation) {
    Optional.ofNullable(operation.getRequestBody())
        .map(RequestBody::getContent)
        .ifPresent(this::complete);
    Optional.ofNullable(operation.getCallbacks()).orElse(Map.of()).values().stream()
        .flatMap(callback -> callback.getPathItems().values().stream())
        .forEach(path -> path.getOperations().values().forEach(this::complete));
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(response -> Optional.ofNullable(response.getContent()).ifPresent(this::complete));
  }

  private void complete(Content content) {
    Optional.ofNullable(content.getMediaType(MediaType.APPLICATION_JSON))
        .ifPresent(
            body ->
                alternatives(body.getSchema())
                    .forEach(
                        name -> {
                          addComponent(name);
                          body.addExample(name, OASFactory.createExample().ref(ROOT + name));
                        }));
  }

  /** The names of the schemas that a body can have. */
  private List<String> alternatives(Schema body) {
    var name = Schemas.target(body).orElseThrow();
    var choice = schema(name).getOneOf();
    return choice == null
        ? List.of(name)
        : choice.stream().flatMap(it -> Schemas.target(it).stream()).toList();
  }

  private void addComponent(String name) {
    if (components.getExamples() == null || !components.getExamples().containsKey(name)) {
      components.addExample(
          name,
          OASFactory.createExample()
              .summary(schema(name).getDescription())
              .value(object(name, schema(name))));
    }
  }

  private Schema schema(String name) {
    return components.getSchemas().get(name);
  }

  private Map<String, Object> object(String name, Schema schema) {
    var properties = Optional.ofNullable(schema.getProperties()).orElse(Map.of());
    var required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
    var optional = OPTIONAL.getOrDefault(name, Set.of());
    var object = new LinkedHashMap<String, Object>();
    properties.forEach(
        (field, property) -> {
          if (required.isEmpty() || required.contains(field) || optional.contains(field)) {
            object.put(field, value(name + "." + field, property));
          }
        });
    return object;
  }

  private Object value(String path, Schema schema) {
    var target = Schemas.target(schema);
    if (target.isPresent()) {
      return named(target.get());
    }
    if (schema.getExamples() != null) {
      return schema.getExamples().getFirst();
    }
    if (schema.getConstValue() != null) {
      return schema.getConstValue();
    }
    if (schema.getEnumeration() != null) {
      return schema.getEnumeration().getFirst();
    }
    if (schema.getAnyOf() != null) {
      return value(path, schema.getAnyOf().getFirst());
    }
    return "uuid".equals(schema.getFormat())
        ? "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a"
        : ofType(path, schema);
  }

  private Object named(String name) {
    var schema = schema(name);
    if (schema.getOneOf() != null) {
      return value(name, schema.getOneOf().getFirst());
    }
    return schema.getProperties() == null ? value(name, schema) : object(name, schema);
  }

  private Object ofType(String path, Schema schema) {
    return switch (schema.getType().getFirst()) {
      case ARRAY -> List.of(value(path, schema.getItems()));
      case BOOLEAN -> schema.getDefaultValue() == Boolean.TRUE;
      case INTEGER, NUMBER -> 1;
      case OBJECT -> Map.of();
      default -> throw new IllegalStateException("no example of " + path);
    };
  }
}
