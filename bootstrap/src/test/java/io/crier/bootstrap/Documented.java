package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Validates every exchange with the API against the OpenAPI document. */
final class Documented {

  private static final String DOCUMENT = "https://crier.test/openapi";
  private static final Pattern OF_THE_API = Pattern.compile("/(v1|simulator)/");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^/]+}");
  private static final JsonNode OPENAPI = OpenApi.DOCUMENT;
  private static final String PROBLEM = "application/problem+json";
  private static final List<String> PATHS = paths();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(
                  loaders -> loaders.schemas(Map.of(DOCUMENT, strict(OPENAPI).toString()))));

  private Documented() {}

  /** Fails if the document does not describe this request or response. */
  static void check(String method, String path, String requestBody, HttpResponse<byte[]> answer) {
    if (!OF_THE_API.matcher(path).lookingAt()) {
      return;
    }
    var template = template(path);
    if (template.isEmpty()) {
      assertThat(answer.statusCode()).as("%s %s is not documented", method, path).isEqualTo(404);
      return;
    }
    var verb = method.toLowerCase(Locale.ROOT);
    var pointer = "/paths/" + OpenApi.escaped(template.get()) + "/" + verb;
    if (OPENAPI.at(pointer).isMissingNode()) {
      assertThat(answer.statusCode()).as("%s %s is not documented", method, path).isEqualTo(405);
      return;
    }
    if (requestBody != null && requestBody.startsWith("{") && answer.statusCode() < 300) {
      check(pointer + "/requestBody", "application/json", requestBody);
    }
    checkAnswer(method + " " + path, pointer + "/responses/" + answer.statusCode(), answer);
  }

  private static void checkAnswer(String call, String pointer, HttpResponse<byte[]> answer) {
    var documented = OPENAPI.at(pointer);
    assertThat(documented.isObject())
        .as("%s is not documented to answer %d", call, answer.statusCode())
        .isTrue();
    OPENAPI
        .at(pointer + "/headers")
        .properties()
        .forEach(
            header -> {
              if (OpenApi.resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                    .as("%s answers %d without %s", call, answer.statusCode(), header.getKey())
                    .isPresent();
              }
            });
    var body = new String(answer.body(), UTF_8);
    var type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    if (type.endsWith("json")) {
      check(documented.path("$ref").asText("#" + pointer).substring(1), type, body);
    }
    if (type.equals(PROBLEM)) {
      checkCode(call, documented, body);
    }
  }

  private static void checkCode(String call, JsonNode documented, String body) {
    var code = OpenApi.parsed(body).path("code").asText();
    assertThat(OpenApi.codes(documented))
        .as("%s is not documented to answer %s", call, code)
        .contains(code);
  }

  private static void check(String pointer, String type, String body) {
    checkSchema(pointer + "/content/" + OpenApi.escaped(type) + "/schema", body);
  }

  /** Fails if this JSON is not as the component of this name. */
  static void checkComponent(String name, String json) {
    checkSchema("/components/schemas/" + name, json);
  }

  /** Fails if this JSON is not as the schema at this place of the document. */
  static void checkSchema(String schema, String body) {
    assertThat(OPENAPI.at(schema).isObject()).as("no schema at %s", schema).isTrue();
    assertThat(
            SCHEMAS
                .getSchema(SchemaLocation.of(DOCUMENT + "#" + schema))
                .validate(body, InputFormat.JSON))
        .as("%s against %s", body, schema)
        .isEmpty();
  }

  /** The document with objects that have the described properties and no others. */
  private static JsonNode strict(JsonNode document) {
    var strict = document.deepCopy();
    OpenApi.visit(
        "",
        strict,
        (pointer, node) -> {
          if (node.path("properties").isObject()
              && !node.has("additionalProperties")
              && !node.has("oneOf")) {
            ((ObjectNode) node).put("additionalProperties", false);
          }
        });
    return strict;
  }

  /** The path template in the document that matches the path of a request. */
  private static Optional<String> template(String path) {
    var plain = path.split("\\?")[0];
    return PATHS.stream().filter(it -> pattern(it).matcher(plain).matches()).findFirst();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(PLACEHOLDER.matcher(template).replaceAll("[^/]+"));
  }

  /** All paths, those with fewer placeholders first. */
  private static List<String> paths() {
    var names = OPENAPI.at("/paths").fieldNames();
    return StreamSupport.stream(((Iterable<String>) () -> names).spliterator(), false)
        .sorted(Comparator.comparingLong(it -> PLACEHOLDER.matcher(it).results().count()))
        .toList();
  }
}
