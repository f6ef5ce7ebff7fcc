package io.crier.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Cuts the document of one face out of the whole one. */
final class FaceDocuments {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private FaceDocuments() {}

  /** The operations below a root, with paths relative to it, and the components that they need. */
  static String of(String root) throws JsonProcessingException {
    var whole = OpenApi.DOCUMENT;
    var document = YAML.createObjectNode();
    document.set("openapi", whole.path("openapi"));
    var tag = tag(root);
    document
        .putObject("info")
        .put("title", tag.path("name").asText() + " on Crier")
        .put("version", whole.at("/info/version").asText())
        .put("description", tag.path("description").asText())
        .set("license", whole.at("/info/license"));
    document.putArray("servers").addObject().put("url", root);
    var schemes = schemes(root);
    var security = document.putArray("security");
    schemes.forEach(scheme -> security.addObject().putArray(scheme));
    var paths = document.putObject("paths");
    whole
        .path("paths")
        .properties()
        .forEach(
            it -> {
              if (it.getKey().startsWith(root + "/")) {
                paths.set(it.getKey().substring(root.length()), it.getValue());
              }
            });
    var components = document.putObject("components");
    var described = components.putObject("securitySchemes");
    schemes.forEach(
        scheme -> described.set(scheme, whole.at("/components/securitySchemes/" + scheme)));
    addComponents(paths, components);
    return YAML.writeValueAsString(document);
  }

  /** The ways in which operations below the root take a key. */
  private static Set<String> schemes(String root) {
    var schemes = new LinkedHashSet<String>();
    for (var operation : OpenApi.allOperations()) {
      if (operation.path().startsWith(root + "/")) {
        operation
            .node()
            .path("security")
            .forEach(way -> way.fieldNames().forEachRemaining(schemes::add));
      }
    }
    return schemes;
  }

  /** What all operations below the root are tagged with. */
  private static JsonNode tag(String root) {
    var name =
        OpenApi.allOperations().stream()
            .filter(it -> it.path().startsWith(root + "/"))
            .map(it -> it.node().at("/tags/0").asText())
            .findFirst()
            .orElseThrow();
    for (var tag : OpenApi.DOCUMENT.path("tags")) {
      if (tag.path("name").asText().equals(name)) {
        return tag;
      }
    }
    throw new IllegalStateException("no tag is named " + name);
  }

  private static void addComponents(JsonNode paths, ObjectNode components) {
    var needed = new TreeSet<String>();
    var next = new ArrayDeque<JsonNode>();
    next.add(paths);
    while (!next.isEmpty()) {
      OpenApi.visit(
          "",
          next.poll(),
          (pointer, node) -> {
            var ref = node.path("$ref").asText();
            if (!ref.isEmpty() && needed.add(ref)) {
              next.add(OpenApi.DOCUMENT.at(ref.substring(1)));
            }
          });
    }
    for (var ref : needed) {
      var step = ref.split("/");
      components.withObject("/" + step[2]).set(step[3], OpenApi.DOCUMENT.at(ref.substring(1)));
    }
  }
}
