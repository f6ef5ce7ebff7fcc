package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Ability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engines of the server, and the committed table of what they can do. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EnginesIT {

  private static final Path COMMITTED = Path.of("..", "docs", "engines.md");
  private static final Path WRITTEN = Path.of("target", "engines.md");

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void showsWhatEachEngineCanDo() throws IOException {
    var engines = new ArrayList<JsonNode>();
    Api.operator(root)
        .newAccount("engines")
        .get("/v1/engines")
        .is(200)
        .at("/items")
        .forEach(engines::add);

    Files.writeString(WRITTEN, table(engines));
    assertThat(WRITTEN)
        .as("after a change of an engine: cp bootstrap/target/engines.md docs/engines.md")
        .hasSameTextualContentAs(COMMITTED);
  }

  private static String table(List<JsonNode> engines) {
    var lines = new ArrayList<String>();
    lines.add("# Engines");
    lines.add("");
    lines.add("What each engine can do. Written from `GET /v1/engines` by the build.");
    lines.add("");
    lines.add(line("Ability", engines.stream().map(it -> "`" + name(it) + "`").toList()));
    lines.add(line("---", engines.stream().map(it -> "---").toList()));
    for (var ability : Ability.values()) {
      var text = ability.name().toLowerCase(Locale.ROOT);
      lines.add(line("`" + text + "`", engines.stream().map(it -> can(it, text)).toList()));
    }
    lines.add("");
    lines.add(
        "The settings of their sessions, required ones in bold; secrets are never shown again.");
    lines.add("");
    engines.forEach(it -> lines.add("- `" + name(it) + "`: " + settings(it)));
    return String.join("\n", lines) + "\n";
  }

  private static String line(String first, List<String> others) {
    return "| " + first + " | " + String.join(" | ", others) + " |";
  }

  private static String name(JsonNode engine) {
    return engine.at("/name").asText();
  }

  private static String can(JsonNode engine, String ability) {
    return elements(engine.at("/abilities")).stream().anyMatch(it -> it.asText().equals(ability))
        ? "yes"
        : "–";
  }

  private static String settings(JsonNode engine) {
    var settings =
        elements(engine.at("/settings")).stream()
            .map(
                it ->
                    (it.at("/required").asBoolean()
                            ? "**`" + name(it) + "`**"
                            : "`" + name(it) + "`")
                        + (it.at("/secret").asBoolean() ? " (secret)" : ""))
            .collect(Collectors.joining(", "));
    return settings.isEmpty() ? "none" : settings;
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
