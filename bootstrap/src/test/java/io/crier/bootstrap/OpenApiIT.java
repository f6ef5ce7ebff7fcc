package io.crier.bootstrap;

import static io.crier.bootstrap.Deployments.scanned;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The committed OpenAPI document, which the server serves, matches the annotations. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class OpenApiIT {

  private static final Path COMMITTED = Path.of("..", "openapi.yaml");
  private static final String SERVERS = "servers:\n- url: http://localhost:9080\n";
  private static final Path SERVED = Path.of("target", "openapi.yaml");

  @ArquillianResource private URI root;

  @Deployment
  static WebArchive deployment() {
    return scanned("");
  }

  @Test
  void committedDocumentMatchesTheAnnotations() throws IOException {
    Files.writeString(SERVED, served());

    assertThat(SERVED)
        .as("after a change of the API: cp bootstrap/target/openapi.yaml openapi.yaml")
        .hasSameTextualContentAs(COMMITTED);
  }

  @Test
  void everyFaceServesADocumentOfItsOwn() throws IOException {
    for (var face : List.of("aulm", "wallawhats", "wallm", "walytic", "wapi")) {
      var own = FaceDocuments.of("/" + face);
      Files.writeString(Path.of("target", face + ".yaml"), own);

      try (var document = root.resolve("/" + face + "/openapi.yaml").toURL().openStream()) {
        assertThat(new String(document.readAllBytes(), StandardCharsets.UTF_8))
            .as(
                "after a change: cp bootstrap/target/%1$s.yaml"
                    + " adapters-rest/src/main/resources/io/crier/rest/%1$s/openapi.yaml",
                face)
            .isEqualTo(own);
      }
    }
  }

  /** With the address of a server of one's own in place of that of the server under test. */
  private String served() throws IOException {
    try (var document = root.resolve("/openapi").toURL().openStream()) {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("(?m)^servers:\\R(- .*\\R|  .*\\R)*", SERVERS);
    }
  }
}
