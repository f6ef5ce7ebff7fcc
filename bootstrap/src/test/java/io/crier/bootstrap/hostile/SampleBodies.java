package io.crier.bootstrap.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bodies with every field that their schema has, from its examples and from names that exist. */
final class SampleBodies {

  /** What would make a sample refused: it exists only while something goes on, or is exclusive. */
  private static final Set<String> LEFT_OUT = Set.of("replyTo", "data", "credits");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode document;
  private final Map<String, String> names;

  SampleBodies(JsonNode document, Map<String, String> names) {
    this.document = document;
    this.names = names;
  }

  /** One for each form that the body of the operation may have; none if it has no body. */
  List<ObjectNode> of(JsonNode operation) {
    var schema = resolved(operation.at("/requestBody/content/application~1json/schema"));
    if (schema.isMissingNode()) {
      return List.of();
    }
    var bodies = new ArrayList<ObjectNode>();
    for (var form : schema.has("oneOf") ? schema.get("oneOf") : List.of(schema)) {
      bodies.add((ObjectNode) sample("", form));
    }
    return bodies;
  }

  private JsonNode sample(String name, JsonNode unresolved) {
    var schema = resolved(unresolved);
    if (names.containsKey(name) && !isNumber(schema.at("/examples/0").asText())) {
      return NODES.textNode(names.get(name));
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    for (var choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return sample(name, schema.get(choice).get(0));
      }
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (schema.has("properties")) {
      var sample = NODES.objectNode();
      for (var property : schema.get("properties").properties()) {
        if (!LEFT_OUT.contains(property.getKey())) {
          sample.set(property.getKey(), sample(property.getKey(), property.getValue()));
        }
      }
      return sample;
    }
    if (schema.has("examples")) {
      return schema.get("examples").get(0);
    }
    return switch (typeOf(schema)) {
      case "array" -> NODES.arrayNode().add(sample("", schema.path("items")));
      case "object" -> NODES.objectNode().put("key", "value");
      case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> NODES.booleanNode(false);
      default ->
          NODES.textNode(
              schema.path("format").asText().equals("date-time") ? "2026-01-31T09:30:00Z" : "x");
    };
  }

  /** Walytic's sessions are named by their numbers, not by ids. */
  private static boolean isNumber(String example) {
    return example.matches("\\d+");
  }

  private static String typeOf(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray() ? type.get(0).asText() : type.asText();
  }

  private JsonNode resolved(JsonNode schema) {
    return resolved(document, schema);
  }

  static JsonNode resolved(JsonNode document, JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
  }
}
