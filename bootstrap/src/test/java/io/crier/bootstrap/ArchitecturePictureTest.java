package io.crier.bootstrap;

import static java.util.regex.Pattern.DOTALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.crier.bootstrap.ArchitectureTest.ProductionClasses;
import io.crier.domain.canary.KnowsUseCases;
import io.crier.rest.canary.PortsResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The diagrams in the documentation match the code. */
@AnalyzeClasses(packages = "io.crier", importOptions = ProductionClasses.class)
class ArchitecturePictureTest {

  private static final Path COMMITTED = Path.of("..", "docs", "architecture.md");
  private static final Path DRAWN = Path.of("target", "architecture.md");

  @ArchTest
  static void picturesMatchTheCode(JavaClasses code) throws IOException {
    var picture = new ArchitecturePicture(code);
    var text = Files.readString(COMMITTED);
    text = withPicture(text, "rings", picture.rings());
    text = withPicture(text, "domain", picture.features("domain"));
    text = withPicture(text, "application", picture.features("application"));
    Files.writeString(DRAWN, text);

    assertThat(DRAWN)
        .as(
            "after a change of the structure: cp bootstrap/target/architecture.md"
                + " docs/architecture.md")
        .hasSameTextualContentAs(COMMITTED);
  }

  @ArchTest
  static void omitsTransitiveArrows(JavaClasses code) {
    assertThat(new ArchitecturePicture(code).rings())
        .contains("  bootstrap --> rest\n", "  rest --> application\n")
        .doesNotContain("  bootstrap --> application\n", "  rest --> domain\n");
  }

  @Test
  void drawsDependenciesAsArrows() {
    var picture =
        new ArchitecturePicture(
            new ClassFileImporter().importClasses(KnowsUseCases.class, PortsResource.class));

    assertThat(picture.rings())
        .contains("  subgraph rest[adapters-rest]\n", "    rest_canary[canary]\n")
        .contains("  domain --> application\n", "  rest --> application\n");
  }

  private static String withPicture(String text, String name, String picture) {
    var block =
        Pattern.compile("(<!-- picture: %s -->\n).*?(<!-- end -->)".formatted(name), DOTALL);
    var place = block.matcher(text);
    assertThat(place.find()).as("%s has a place for the picture %s", COMMITTED, name).isTrue();
    return place.replaceFirst(
        found -> found.group(1) + "```mermaid\n" + picture + "```\n" + found.group(2));
  }
}
