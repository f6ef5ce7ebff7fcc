package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.crier.rest.door.ServedDocument.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServedDocumentTest {

  private static final String BUILT =
      """
      ---
      openapi: 3.1.0
      paths:
        /one/account:
          get:
            tags:
            - One
            - Both
            description: "like http://localhost:9080 – عساك بخير"
        /other/account:
          get:
            tags:
            - Other
            - Both
      tags:
      - name: One
      - name: Both
      - name: Other
      servers:
      - url: http://localhost:9080
      """;

  @Test
  void isThatOfTheBuildAtTheAddressThatWasCalled() {
    assertThat(text(document(Optional.empty()), Format.YAML))
        .isEqualTo(BUILT.replace("url: http://localhost:9080", "url: https://crier.example"));
  }

  @Test
  void isJsonToo() throws IOException {
    assertThat(read(document(Optional.empty()), Format.JSON))
        .isEqualTo(
            new YAMLMapper()
                .readTree(
                    BUILT.replace("url: http://localhost:9080", "url: https://crier.example")));
    assertThat(text(document(Optional.empty()), Format.JSON)).startsWith("{\"openapi\":\"3.1.0\"");
  }

  @Test
  void hasNeitherPathsNorTagsOfDisabledFaces() throws IOException {
    for (var format : Format.values()) {
      var document = read(document(Optional.of(Set.of("other"))), format);

      assertThat(document.path("paths").fieldNames())
          .toIterable()
          .containsExactly("/other/account");
      assertThat(document.path("tags").findValuesAsText("name")).containsExactly("Both", "Other");
      assertThat(document.at("/servers/0/url").asText()).isEqualTo("https://crier.example");
    }
  }

  @Test
  void everyFileOfItsPageIsThere() {
    assertThat(OpenApiServlet.FILES.values())
        .allSatisfy(file -> assertThat(OpenApiServlet.class.getResource(file)).isNotNull());
  }

  private static ServedDocument document(Optional<Set<String>> enabled) {
    return new ServedDocument(new Faces(List.of(FacesTest.ONE, FacesTest.OTHER), enabled)) {
      @Override
      InputStream built() {
        return new ByteArrayInputStream(BUILT.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static JsonNode read(ServedDocument document, Format format) throws IOException {
    return new YAMLMapper().readTree(text(document, format));
  }

  private static String text(ServedDocument document, Format format) {
    return new String(document.at("https://crier.example", format), StandardCharsets.UTF_8);
  }
}
