package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The document describes all that it names. */
class OpenApiDescriptionsTest {

  private static final Path DESCRIPTIONS =
      Path.of(
          "..",
          "adapters-rest",
          "src/main/resources/io/crier/rest/v1/document/descriptions.properties");

  @Test
  void everySchemaAndPropertyIsDescribed() {
    var missing = new ArrayList<String>();
    OpenApi.schemas()
        .forEach(
            (name, schema) -> {
              note(missing, name, schema);
              schema
                  .path("properties")
                  .properties()
                  .forEach(it -> note(missing, name + "." + it.getKey(), it.getValue()));
            });

    assertThat(missing).as("describe these in code or in descriptions.properties").isEmpty();
  }

  @Test
  void everyOperationAndParameterIsDescribed() {
    var missing = new ArrayList<String>();
    for (var operation : OpenApi.allOperations()) {
      note(missing, operation.id(), operation.node());
      operation
          .parameters()
          .forEach(it -> note(missing, operation.id() + "?" + it.path("name").asText(), it));
    }

    assertThat(missing).as("describe these in code or in descriptions.properties").isEmpty();
  }

  @Test
  void everyResponseAndHeaderIsDescribed() {
    var missing = new ArrayList<String>();
    for (var operation : OpenApi.allOperations()) {
      operation
          .node()
          .path("responses")
          .properties()
          .forEach(it -> note(missing, operation.id() + " " + it.getKey(), it.getValue()));
    }
    OpenApi.DOCUMENT
        .at("/components/headers")
        .properties()
        .forEach(it -> note(missing, it.getKey(), it.getValue()));

    assertThat(missing).isEmpty();
  }

  /**
   * What is described in code needs no line in the file, and what is renamed must take it along.
   */
  @Test
  void everyLineOfTheFileIsUsed() throws IOException {
    var texts = new Properties();
    try (var file = Files.newBufferedReader(DESCRIPTIONS, UTF_8)) {
      texts.load(file);
    }
    var used = new ArrayList<String>();
    OpenApi.visit(
        (pointer, node) -> {
          if (node.path("description").isTextual()) {
            used.add(node.path("description").asText());
          }
        });

    assertThat(texts.values()).isNotEmpty();
    assertThat(used).containsAll(texts.values().stream().map(String::valueOf).toList());
  }

  private static void note(List<String> missing, String name, JsonNode node) {
    if (node.path("description").asText().isBlank() && !OpenApi.resolved(node).has("description")) {
      missing.add(name);
    }
  }
}
