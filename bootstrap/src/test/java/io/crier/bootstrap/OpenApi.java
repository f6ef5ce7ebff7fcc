package io.crier.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The committed OpenAPI document; {@link OpenApiIT} compares it with the served one. */
final class OpenApi {

  static final JsonNode DOCUMENT = read(Path.of("..", "openapi.yaml"));

  /** Where Crier's own API is. */
  private static final List<String> OWN = List.of("/v1/", "/simulator/");

  /** What the components of the APIs of other services begin with. */
  private static final List<String> OTHERS =
      List.of("Aulm", "WallaWhats", "Wallm", "Walytic", "Wapi");

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private OpenApi() {}

  /** One operation. */
  record Operation(String path, String method, JsonNode node) {

    String id() {
      return node.path("operationId").asText();
    }

    /** The parameters of the operation and of its path. */
    List<JsonNode> parameters() {
      var parameters = new ArrayList<JsonNode>();
      node.path("parameters").forEach(it -> parameters.add(resolved(it)));
      DOCUMENT
          .path("paths")
          .path(path)
          .path("parameters")
          .forEach(it -> parameters.add(resolved(it)));
      return parameters;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** The operations of Crier's own API. */
  static List<Operation> operations() {
    return allOperations().stream()
        .filter(it -> OWN.stream().anyMatch(it.path()::startsWith))
        .toList();
  }

  /** Those of the APIs of other services too. */
  static List<Operation> allOperations() {
    var operations = new ArrayList<Operation>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.add(
                                new Operation(path.getKey(), method.getKey(), method.getValue()));
                          }
                        }));
    return operations;
  }

  /** The schemas of Crier's own API. */
  static Map<String, JsonNode> schemas() {
    var schemas = new TreeMap<String, JsonNode>();
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(it -> schemas.put(it.getKey(), it.getValue()));
    schemas.keySet().removeIf(OpenApi::isOfAnotherService);
    return schemas;
  }

  static boolean isOfAnotherService(String component) {
    return OTHERS.stream().anyMatch(component::startsWith);
  }

  /** The node, or what it refers to. */
  static JsonNode resolved(JsonNode node) {
    var target = node;
    while (target.has("$ref")) {
      target = DOCUMENT.at(target.path("$ref").asText().substring(1));
    }
    return target;
  }

  /** The codes that a response of an operation can have. */
  static List<String> codes(JsonNode error) {
    var described = error.has("description") ? error : resolved(error);
    return List.of(described.path("description").asText().split(", "));
  }

  /** Calls the visitor with each object in the document and the JSON pointer to it. */
  static void visit(BiConsumer<String, JsonNode> visitor) {
    visit("", DOCUMENT, visitor);
  }

  static void visit(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(pointer, node);
      node.properties()
          .forEach(it -> visit(pointer + "/" + escaped(it.getKey()), it.getValue(), visitor));
    } else if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        visit(pointer + "/" + i, node.get(i), visitor);
      }
    }
  }

  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return readYaml(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode readYaml(String document) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
