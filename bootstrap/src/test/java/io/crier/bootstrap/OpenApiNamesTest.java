package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.bootstrap.OpenApi.Operation;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Generated clients take their names from the document. */
class OpenApiNamesTest {

  private static final Set<String> VERBS =
      Set.of(
          "accept",
          "activate",
          "add",
          "block",
          "cancel",
          "change",
          "check",
          "choose",
          "clear",
          "create",
          "deactivate",
          "delete",
          "disable",
          "drain",
          "enable",
          "end",
          "export",
          "fill",
          "follow",
          "forget",
          "get",
          "grant",
          "import",
          "invite",
          "issue",
          "join",
          "leave",
          "list",
          "log",
          "mark",
          "open",
          "pause",
          "post",
          "receive",
          "register",
          "reject",
          "remove",
          "replay",
          "request",
          "reset",
          "resume",
          "revoke",
          "rotate",
          "scan",
          "send",
          "set",
          "sign",
          "simulate",
          "start",
          "stop",
          "stream",
          "test",
          "unblock",
          "unfollow",
          "verify",
          "watch");

  /** Too general for one flat list, or the name of something in a language or its library. */
  private static final Set<String> TOO_GENERAL =
      Set.of(
          "Array",
          "Batch",
          "Contact",
          "Date",
          "Direction",
          "Error",
          "File",
          "Function",
          "Image",
          "Item",
          "Items",
          "List",
          "Location",
          "Map",
          "Mode",
          "Number",
          "Object",
          "Option",
          "Page",
          "Priority",
          "Promise",
          "Qr",
          "Reaction",
          "Request",
          "Response",
          "Role",
          "Set",
          "State",
          "Status",
          "String",
          "Symbol",
          "Template",
          "Text",
          "Type",
          "UUID",
          "Upload",
          "Wanted");

  @Test
  void everyOperationHasItsOwnIdThatBeginsWithAVerb() {
    var operations = OpenApi.allOperations();

    assertThat(operations).hasSizeGreaterThan(60);
    assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(operations)
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).matches("[a-z]+([A-Z][a-z]*)+");
              assertThat(VERBS).contains(operation.id().split("(?=[A-Z])")[0]);
            });
  }

  @Test
  void noSchemaHasANameThatSaysTooLittle() {
    assertThat(OpenApi.schemas().keySet())
        .hasSizeGreaterThan(80)
        .doesNotContainAnyElementsOf(TOO_GENERAL)
        .allSatisfy(name -> assertThat(name).matches("([A-Z][a-z]*)+"));
  }

  /** Go makes constructors named New…, TypeScript and Go parameter objects named …Request. */
  @Test
  void noSchemaHasTheNameOfSomethingThatAGeneratorAdds() {
    assertThat(OpenApi.schemas().keySet())
        .noneMatch(name -> name.matches("New[A-Z].*|Page[A-Z].*|Api[A-Z].*Request|Inline.*"))
        .noneMatch(name -> name.matches(".*(View|Request|Response|Form|Dto)"));
  }

  /** Some generators distinguish names by case only in memory, not in file names. */
  @Test
  void schemasDifferInMoreThanCase() {
    var lowerCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    lowerCase.addAll(OpenApi.schemas().keySet());

    assertThat(lowerCase).hasSameSizeAs(OpenApi.schemas().keySet());
  }

  @Test
  void everyPageIsNamedAfterItsItems() {
    var pages =
        OpenApi.schemas().entrySet().stream()
            .filter(it -> it.getValue().at("/properties/nextCursor").isObject())
            .toList();

    assertThat(pages).hasSizeGreaterThan(8);
    assertThat(pages)
        .allSatisfy(
            page ->
                assertThat(page.getValue().at("/properties/items/items/$ref").asText())
                    .isEqualTo("#/components/schemas/" + page.getKey().replaceFirst("Page$", "")));
  }

  /** Generators make one class of each tag: requests to webhooks would replace other operations. */
  @Test
  void webhooksShareNoTagWithOperations() {
    var tags = OpenApi.operations().stream().map(it -> it.node().at("/tags/0").asText()).toList();

    assertThat(OpenApi.DOCUMENT.path("webhooks"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(tags).doesNotContain(it.at("/post/tags/0").asText()));
  }

  /** Generators have no type for a choice between objects in a part of a form. */
  @Test
  void formsConsistOfPlainParts() {
    var forms =
        OpenApi.operations().stream()
            .map(it -> it.node().at("/requestBody/content/multipart~1form-data/schema"))
            .filter(it -> !it.isMissingNode())
            .toList();

    assertThat(forms).isNotEmpty();
    assertThat(forms)
        .allSatisfy(
            form -> {
              assertThat(form.path("$ref").asText()).startsWith("#/components/schemas/");
              assertThat(OpenApi.resolved(form).path("properties"))
                  .isNotEmpty()
                  .allSatisfy(part -> assertThat(OpenApi.resolved(part).has("oneOf")).isFalse());
            });
  }
}
