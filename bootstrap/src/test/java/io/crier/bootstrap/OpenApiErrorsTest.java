package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.crier.bootstrap.OpenApi.Operation;
import io.crier.domain.Problem;
import io.crier.rest.door.HttpProblem;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.v1.Idempotent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the document says about errors holds for every operation. */
class OpenApiErrorsTest {

  private static final JavaClasses CRIER =
      new ClassFileImporter()
          .withImportOption(new ArchitectureTest.ProductionClasses())
          .importPackages("io.crier");

  private static final String[] ELSEWHERE = {
    "not_found",
    "method_not_allowed",
    "internal_error",
    "daily_cap_reached",
    "recipient_not_on_whatsapp",
    "provider_refused",
    "provider_answer_invalid",
    "sign_in_not_begun",
    "email_not_verified",
    "not_invited",
    "identity_changed"
  };

  private static final List<Operation> OPERATIONS = OpenApi.operations();

  @Test
  void successesPrecedeProblems() {
    assertThat(OPERATIONS)
        .allSatisfy(
            operation ->
                assertThat(statuses(operation)).isSortedAccordingTo(Comparator.naturalOrder()));
  }

  @Test
  void errorsAreComponents() {
    assertThat(OPERATIONS)
        .allSatisfy(
            operation ->
                assertThat(errors(operation).values())
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(
                        error ->
                            assertThat(error.path("$ref").asText())
                                .startsWith("#/components/responses/")));
  }

  @Test
  void errorsAreProblems() {
    assertThat(OpenApi.DOCUMENT.at("/components/responses").properties())
        .filteredOn(it -> !OpenApi.isOfAnotherService(it.getKey()))
        .isNotEmpty()
        .extracting(Map.Entry::getValue)
        .allSatisfy(
            response ->
                assertThat(response.at("/content/application~1problem+json/schema/$ref").asText())
                    .isEqualTo("#/components/schemas/Problem"));
  }

  @Test
  void theCodesOfProblemsAreThoseOfTheServer() {
    var documented = new ArrayList<String>();
    OpenApi.schemas().get("ProblemCode").path("enum").forEach(it -> documented.add(it.asText()));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(statusesOfCodes().keySet());
  }

  @Test
  void everyErrorListsCodesOfItsStatus() {
    var known = statusesOfCodes();

    for (var operation : OPERATIONS) {
      errors(operation)
          .forEach(
              (status, error) ->
                  assertThat(codes(error))
                      .as("%s, %s", operation, status)
                      .isNotEmpty()
                      .doesNotHaveDuplicates()
                      .allSatisfy(code -> assertThat(known).containsEntry(code, status)));
    }
  }

  /**
   * But for what is no operation's: no such path or method, failures of the server, what only the
   * APIs of other services refuse before it is queued, and what only browsers see that come back
   * from a provider.
   */
  @Test
  void someOperationAnswersEachCode() {
    var answered =
        OPERATIONS.stream()
            .flatMap(operation -> errors(operation).values().stream())
            .flatMap(error -> codes(error).stream());

    assertThat(Stream.concat(answered, Stream.of(ELSEWHERE)))
        .containsAll(statusesOfCodes().keySet());
  }

  @Test
  void bodiesCanBeOfAnotherTypeOrTooLarge() {
    assertThat(OPERATIONS)
        .filteredOn(it -> it.node().has("requestBody"))
        .allSatisfy(it -> assertThat(errors(it)).containsKeys(408, 413, 415));
  }

  @Test
  void whatAPathNamesCanBeAbsent() {
    assertThat(OPERATIONS)
        .filteredOn(it -> it.path().contains("{"))
        .allSatisfy(it -> assertThat(errors(it)).containsKey(404));
  }

  @Test
  void contentCanBeOfAnUnacceptableType() {
    assertThat(OPERATIONS)
        .filteredOn(it -> it.node().path("responses").path("200").has("content"))
        .allSatisfy(it -> assertThat(errors(it)).containsKey(406));
  }

  @Test
  void exactlyTheIdempotentOperationsTakeAnIdempotencyKey() {
    var idempotent =
        CRIER.stream()
            .flatMap(it -> it.getMethods().stream())
            .filter(it -> it.isAnnotatedWith(Idempotent.class))
            .map(
                it ->
                    it.getAnnotationOfType(
                            org.eclipse.microprofile.openapi.annotations.Operation.class)
                        .operationId())
            .filter(id -> !id.isEmpty())
            .toList();

    assertThat(OPERATIONS)
        .filteredOn(OpenApiErrorsTest::takesIdempotencyKey)
        .extracting(Operation::id)
        .containsExactlyInAnyOrderElementsOf(idempotent);
  }

  @Test
  void anIdempotencyKeyCanBeInUseOrReused() {
    assertThat(OPERATIONS)
        .filteredOn(OpenApiErrorsTest::takesIdempotencyKey)
        .allSatisfy(
            it -> {
              assertThat(codes(errors(it).get(400))).contains("idempotency_key_invalid");
              assertThat(codes(errors(it).get(409))).contains("idempotency_key_in_use");
              assertThat(codes(errors(it).get(422))).contains("idempotency_key_reused");
            });
  }

  private static boolean takesIdempotencyKey(Operation operation) {
    return operation.parameters().stream()
        .anyMatch(it -> it.path("name").asText().equals("Idempotency-Key"));
  }

  private static List<String> statuses(Operation operation) {
    var statuses = new ArrayList<String>();
    operation.node().path("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  private static Map<Integer, JsonNode> errors(Operation operation) {
    var errors = new TreeMap<Integer, JsonNode>();
    operation
        .node()
        .path("responses")
        .properties()
        .forEach(
            it -> {
              if (it.getKey().compareTo("400") >= 0) {
                errors.put(Integer.valueOf(it.getKey()), it.getValue());
              }
            });
    return errors;
  }

  private static List<String> codes(JsonNode error) {
    return OpenApi.codes(error);
  }

  private static Map<String, Integer> statusesOfCodes() {
    var statuses = new TreeMap<String, Integer>();
    CRIER.stream()
        .filter(type -> type.isEnum() && type.isAssignableTo(Problem.class))
        .filter(type -> !type.getPackageName().startsWith("io.crier.rest."))
        .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
        .map(Problem.class::cast)
        .forEach(it -> statuses.put(it.code(), ProblemDetails.status(it.kind())));
    Stream.of(HttpProblem.values()).forEach(it -> statuses.put(it.code(), it.status()));
    return statuses;
  }
}
