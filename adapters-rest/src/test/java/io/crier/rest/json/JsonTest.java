package io.crier.rest.json;

import static io.crier.domain.RequestProblem.INVALID_JSON;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  enum Colour {
    DARK_RED,
    GREEN
  }

  record Gap(int minMs, long maxMs) {}

  record Order(
      @Schema(required = true) String name,
      Colour colour,
      Gap gap,
      List<String> tags,
      Boolean urgent,
      UUID session,
      Optional<Instant> at) {}

  @Test
  void readsWellFormedBody() throws IOException {
    var order =
        read(
            """
            {"name": "", "colour": "dark_red", "gap": {"minMs": 1, "maxMs": 2},
             "tags": ["a"], "urgent": true, "at": "2026-01-31T10:30:00+01:00"}
            """);

    assertThat(order)
        .isEqualTo(
            new Order(
                "",
                Colour.DARK_RED,
                new Gap(1, 2),
                List.of("a"),
                true,
                null,
                Optional.of(Instant.parse("2026-01-31T09:30:00Z"))));
  }

  @Test
  void readsAbsentFieldsAsEmpty() throws IOException {
    assertThat(read("{\"name\": \"x\"}"))
        .isEqualTo(new Order("x", null, null, null, null, null, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                            | name: is required
          {"name": null}                                | name: is required
          {"name": 7}                                   | name: expected a string
          {"name": 7.5}                                 | name: expected a string
          {"name": true}                                | name: expected a string
          {"name": {}}                                  | name: expected a string
          {"name": ["x"]}                               | name: expected a string
          {"name": "x", "colour": "DARK_RED"}           | colour: expected one of dark_red, green
          {"name": "x", "colour": ""}                   | colour: expected one of dark_red, green
          {"name": "x", "colour": 0}                    | colour: expected one of dark_red, green
          {"name": "x", "gap": 5}                       | gap: expected an object
          {"name": "x", "gap": ""}                      | gap: expected an object
          {"name": "x", "gap": []}                      | gap: expected an object
          {"name": "x", "gap": {"minMs": "1"}}          | gap.minMs: expected a whole number
          {"name": "x", "gap": {"minMs": 1.5}}          | gap.minMs: expected a whole number
          {"name": "x", "gap": {"minMs": null}}         | gap.minMs: expected a whole number
          {"name": "x", "gap": {"maxMs": true}}         | gap.maxMs: expected a whole number
          {"name": "x", "gap": {"minMs": 3000000000}}   | gap.minMs: the number is out of range
          {"name": "x", "tags": "a"}                    | tags: expected a list
          {"name": "x", "tags": ["a", 1]}               | tags[1]: expected a string
          {"name": "x", "urgent": "true"}               | urgent: expected true or false
          {"name": "x", "urgent": 1}                    | urgent: expected true or false
          {"name": "x", "session": "main"}              | session: expected an id such as 01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a
          {"name": "x", "at": 1767225600}               | at: expected a time such as 2026-01-31T09:30:00Z
          {"name": "x", "at": "yesterday"}              | at: expected a time such as 2026-01-31T09:30:00Z
          {"name": "x", "at": ""}                       | at: expected a time such as 2026-01-31T09:30:00Z
          []                                            | the body: expected an object
          "x"                                           | the body: expected an object
          7                                             | the body: expected an object
          null                                          | the body: expected an object, not null
          """)
  void rejectsMismatchWithPathAndExpectation(String body, String detail) {
    assertRefused(INVALID_REQUEST, body, detail);
  }

  @Test
  void rejectsUnknownFieldAndListsKnownFields() {
    assertRefused(
        INVALID_REQUEST,
        "{\"name\": \"x\", \"gap\": {\"minMs\": 1, \"maxMs\": 2, \"min\": 1}}",
        "gap.min: unknown field; known fields: maxMs, minMs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "x"                   | the body ends unexpectedly at line 1, column 13
          {name: "x"}                    | invalid JSON at line 1, column 2
          {"name": 'x'}                  | invalid JSON at line 1, column 10
          {"name": NaN}                  | invalid JSON at line 1, column 13
          {"name": "x"} {}               | unexpected content after the end of the JSON value
          {"name": "x", "name": "y"}     | duplicate field at line 1, column 21
          ``                             | the body is empty
          """)
  void rejectsInvalidJson(String body, String detail) {
    assertRefused(INVALID_JSON, body, detail);
  }

  @Test
  void rejectsDeepNesting() {
    var nested = "{\"name\":".repeat(40) + "1" + "}".repeat(40);
    var skipped = "{\"tags\":" + "[".repeat(100_000);

    assertThat(refusal(nested).problem()).isIn(INVALID_JSON, INVALID_REQUEST);
    assertThat(refusal(skipped).problem()).isIn(INVALID_JSON, INVALID_REQUEST);
  }

  @Test
  void rejectsTooLongNumber() {
    assertThat(refusal("{\"gap\": {\"maxMs\": " + "9".repeat(1_000) + "}}").problem())
        .isIn(INVALID_JSON, INVALID_REQUEST);
  }

  @Test
  void rejectsInvalidUtf8() {
    var body = "{\"name\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(body).problem()).isEqualTo(INVALID_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "\\u0000"}                     | name: expected well-formed Unicode without NUL
          {"name": "a\\ud83d"}                    | name: expected well-formed Unicode without NUL
          {"name": "\\udc00\\ud83d"}             | name: expected well-formed Unicode without NUL
          {"name": "x", "tags": ["a", "\\udc00"]} | tags[1]: expected well-formed Unicode without NUL
          {"gap": {"a\\u0000": 1}}                | gap, a field's name: expected well-formed Unicode without NUL
          {"\\u0000": 1}                          | a field's name: expected well-formed Unicode without NUL
          {"name": "x", "gap": "\\udc00"}         | gap: expected well-formed Unicode without NUL
          """)
  void refusesTextThatIsNotWellFormed(String body, String detail) {
    assertRefused(INVALID_REQUEST, body, detail);
  }

  @Test
  void refusesHalvesOfSurrogatePairsThatAreNotEscaped() {
    var body = "{\"name\": \"\u00ed\u00a0\u00bd\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(body).problem()).isEqualTo(INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "+12026-01-01T00:00:00Z"})
  void refusesTimesThatNoDatabaseNeedsToKeep(String time) {
    assertRefused(
        INVALID_REQUEST,
        "{\"name\": \"x\", \"at\": \"%s\"}".formatted(time),
        "at: expected a time in the years 2000 to 2199");
  }

  @Test
  void replacesMalformedCharacters() throws IOException {
    var old = new Order("a\ud83d", null, null, List.of("\udc00"), null, null, Optional.empty());

    var written = new String(Json.MAPPER.writeValueAsBytes(old), StandardCharsets.UTF_8);

    assertThat(written).isEqualTo("{\"name\":\"a\ufffd\",\"tags\":[\"\ufffd\"]}");
    assertThat(Json.write(Map.of("\ud83d", "\ud83d"))).isEqualTo("{\"\ufffd\":\"\ufffd\"}");
    assertThat(Json.write(Json.read("{\"a\ud83d\":\"\\udc00\"}")))
        .isEqualTo("{\"a\ufffd\":\"\ufffd\"}");
  }

  @Test
  void writesTimesInUtcWithMilliseconds() throws IOException {
    var order = new Order("x", Colour.GREEN, null, null, null, null, Optional.of(Instant.EPOCH));

    assertThat(Json.MAPPER.writeValueAsString(order))
        .isEqualTo("{\"name\":\"x\",\"colour\":\"green\",\"at\":\"1970-01-01T00:00:00.000Z\"}");
  }

  @Test
  void omitsAbsentFields() throws IOException {
    var order = new Order("x", null, null, List.of(), null, null, Optional.empty());

    assertThat(Json.MAPPER.writeValueAsString(order)).isEqualTo("{\"name\":\"x\",\"tags\":[]}");
  }

  @Test
  void doesNotLeakClassNames() {
    for (var body :
        List.of("{\"gap\": []}", "[]", "{\"x\": 1}", "{\"at\": {}}", "{\"colour\": []}")) {
      assertThat(refusal(body)).message().doesNotContain("io.crier", "java.", "fasterxml");
    }
  }

  private static void assertRefused(Problem problem, String body, String detail) {
    var refused = refusal(body);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused).hasMessage(detail);
  }

  private static Refused refusal(String body) {
    return refusal(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Refused refusal(byte[] body) {
    return catchThrowableOfType(Refused.class, () -> read(body));
  }

  private static Object read(String body) throws IOException {
    return read(body.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked")
  private static Object read(byte[] body) throws IOException {
    return new JsonBodies()
        .readFrom(
            (Class<Object>) (Class<?>) Order.class,
            Order.class,
            new Annotation[0],
            MediaType.APPLICATION_JSON_TYPE,
            new MultivaluedHashMap<>(Map.of()),
            new ByteArrayInputStream(body));
  }
}
