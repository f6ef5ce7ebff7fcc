package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.bootstrap.OpenApi.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the document says about requests and responses is what the server does. */
class OpenApiSchemasTest {

  private static final List<Operation> OPERATIONS = OpenApi.operations();
  private static final Map<String, JsonNode> SCHEMAS = OpenApi.schemas();
  private static final Set<String> IN_REQUESTS =
      names(OPERATIONS.stream().map(it -> it.node().at("/requestBody/content/application~1json")));
  private static final Set<String> IN_RESPONSES =
      names(OPERATIONS.stream().map(it -> it.node().path("responses")));

  @Test
  void requestsHaveKnownFieldsOnly() {
    assertThat(objects(IN_REQUESTS))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            (name, schema) ->
                assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse());
  }

  @Test
  void responsesCanGetMoreFieldsLater() {
    assertThat(objects(IN_RESPONSES))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            (name, schema) -> assertThat(schema.has("additionalProperties")).as(name).isFalse());
  }

  @Test
  void onlyRequiredFieldsOfResponsesCanBeNull() {
    objects(IN_RESPONSES)
        .forEach(
            (name, schema) ->
                schema
                    .path("properties")
                    .properties()
                    .forEach(
                        property -> {
                          if (canBeNull(property.getValue())) {
                            assertThat(schema.path("required"))
                                .as("%s.%s", name, property.getKey())
                                .map(JsonNode::asText)
                                .contains(property.getKey());
                          }
                        }));
  }

  @Test
  void idsInRequestsAreUuids() {
    var ids =
        Stream.concat(
                objects(IN_REQUESTS).values().stream()
                    .flatMap(it -> it.path("properties").properties().stream())
                    .filter(it -> it.getKey().matches(".*Id|replyTo"))
                    .map(Map.Entry::getValue),
                OPERATIONS.stream()
                    .flatMap(it -> it.parameters().stream())
                    .filter(it -> it.path("name").asText().matches("id|delivery|sessionId"))
                    .map(it -> it.path("schema")))
            .toList();

    assertThat(ids).hasSizeGreaterThan(50);
    assertThat(ids).allSatisfy(id -> assertThat(id.path("format").asText()).isEqualTo("uuid"));
  }

  @Test
  void everyParameterHasAType() {
    assertThat(OPERATIONS)
        .flatMap(Operation::parameters)
        .allSatisfy(
            it ->
                assertThat(OpenApi.resolved(it.path("schema")).path("type").asText()).isNotEmpty());
  }

  @Test
  void everyResponseHasARequestIdAndTheRateLimit() {
    for (var operation : OPERATIONS) {
      for (var response : operation.node().path("responses")) {
        assertThat(OpenApi.resolved(response).path("headers").properties())
            .as(operation.toString())
            .map(Map.Entry::getKey)
            .contains(
                "x-request-id", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
      }
    }
  }

  @Test
  void everySchemaIsUsed() {
    var used = new TreeSet<>(IN_REQUESTS);
    used.addAll(IN_RESPONSES);
    used.addAll(names(OPERATIONS.stream().map(Operation::node)));
    used.addAll(names(Stream.of(OpenApi.DOCUMENT.path("webhooks"))));

    assertThat(used).containsExactlyElementsOf(SCHEMAS.keySet());
  }

  private static boolean canBeNull(JsonNode property) {
    return Stream.concat(
            StreamSupport.stream(property.path("type").spliterator(), false),
            StreamSupport.stream(property.path("anyOf").spliterator(), false)
                .map(it -> it.path("type")))
        .anyMatch(type -> type.asText().equals("null"));
  }

  /** The objects with fields among the components of these names. */
  private static Map<String, JsonNode> objects(Set<String> names) {
    return names.stream()
        .filter(name -> SCHEMAS.get(name).has("properties"))
        .collect(Collectors.toMap(name -> name, SCHEMAS::get, (a, b) -> a, TreeMap::new));
  }

  /** The names of the schemas that are referred to, from here or from one another. */
  private static Set<String> names(Stream<JsonNode> nodes) {
    var names = new TreeSet<String>();
    nodes.forEach(node -> collect(node, names));
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    OpenApi.visit(
        "",
        node,
        (pointer, object) -> {
          if (object.has("$ref")) {
            var ref = object.path("$ref").asText();
            var name = ref.substring(ref.lastIndexOf('/') + 1);
            if (!ref.startsWith("#/components/schemas/") || names.add(name)) {
              collect(OpenApi.resolved(object), names);
            }
          }
        });
  }
}
