package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document shows an example of every JSON body, which is valid. */
class OpenApiExamplesTest {

  @Test
  void everyJsonBodyHasAnExampleOfEachOfItsSchemas() {
    var without = new ArrayList<String>();
    OpenApi.visit(
        (pointer, node) -> {
          if (isJsonBody(pointer, node) && examples(node).size() < alternatives(node)) {
            without.add(pointer);
          }
        });

    assertThat(without).isEmpty();
  }

  @Test
  void everyExampleIsValid() {
    var checked = new ArrayList<String>();
    OpenApi.visit(
        (pointer, node) -> {
          if (isJsonBody(pointer, node)) {
            examples(node)
                .forEach(it -> Documented.checkSchema(pointer + "/schema", it.toString()));
            checked.add(pointer);
          }
        });

    assertThat(checked).hasSizeGreaterThan(100);
  }

  private static boolean isJsonBody(String pointer, JsonNode node) {
    return pointer.matches(".*/content/application~1(problem\\+)?json") && node.has("schema");
  }

  private static List<JsonNode> examples(JsonNode body) {
    if (body.has("example")) {
      return List.of(body.path("example"));
    }
    var examples = new ArrayList<JsonNode>();
    body.path("examples").forEach(it -> examples.add(OpenApi.resolved(it).path("value")));
    return examples;
  }

  private static int alternatives(JsonNode body) {
    return Math.max(1, OpenApi.resolved(body.path("schema")).path("oneOf").size());
  }
}
