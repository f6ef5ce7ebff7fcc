package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What programs do with the clients that the build generates from the OpenAPI document into {@code
 * target/clients}; the programs are in {@code src/test/clients}. A language whose toolchain is
 * missing is skipped. {@link JavaClientIT} is the same for Java.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GeneratedClientsIT {

  private static final Path PROGRAMS = Path.of("src/test/clients");
  private static final Path CLIENTS = Path.of("target/clients").toAbsolutePath();
  private static final List<JsonNode> EVENTS = events();

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void pythonProgramSendsListsAndDecodes() throws Exception {
    assumeInstalled("python3", "-c", "import ensurepip, venv");
    var program = new Program("python");
    program.run("python3", "-m", "venv", "venv");
    program.run("venv/bin/python", "-m", "pip", "install", "--quiet", "./client");

    assertThat(program.run("venv/bin/python", "program.py")).isEqualTo(expected());
  }

  @Test
  void goProgramSendsListsAndDecodes() throws Exception {
    assumeInstalled("go", "version");
    var program = new Program("go");

    assertThat(program.run("go", "run", ".")).isEqualTo(expected());
  }

  @Test
  void typeScriptProgramSendsListsAndDecodes() throws Exception {
    assumeInstalled("npm", "--version");
    var program = new Program("typescript");
    program.withoutWebhookEvents();
    program.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
    program.run("node_modules/.bin/tsc", "--project", ".");

    assertThat(program.run("node", "out/program.js")).isEqualTo(expected());
  }

  @Test
  void cSharpClientCompiles() throws Exception {
    assumeInstalled("dotnet", "--version");

    assertThat(new Program("csharp").run("dotnet", "build", "--nologo", "client")).isNotEmpty();
  }

  private static List<String> expected() {
    var lines =
        new ArrayList<>(
            List.of(
                "text أهلا 🦅",
                "image image/png",
                "listed image text",
                "problem 400 invalid_request",
                "webhook https://shop.invalid/hook whsec_"));
    for (var event : EVENTS) {
      var year = OffsetDateTime.parse(event.path("timestamp").asText()).getYear();
      lines.add("event " + event.path("type").asText() + " " + year);
    }
    assertThat(lines).hasSizeGreaterThan(5 + 8);
    return lines;
  }

  /** An example of every type of event. */
  private static List<JsonNode> events() {
    var events = new ArrayList<JsonNode>();
    for (var type : OpenApi.DOCUMENT.at("/components/schemas/Event/oneOf")) {
      var name = type.path("$ref").asText().replaceFirst(".*/", "");
      events.add(OpenApi.DOCUMENT.at("/components/examples/" + name + "/value"));
    }
    return events;
  }

  private static void assumeInstalled(String... command) throws InterruptedException {
    var there = false;
    try {
      there = new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException notFound) {
      // It stays skipped.
    }
    assumeTrue(there, "skipped: there is no " + command[0] + " here");
  }

  /** A program beside its generated client, and an account for it. */
  private final class Program {

    private final Path folder;
    private final Map<String, String> environment;

    Program(String language) throws IOException {
      folder = CLIENTS.resolve(language);
      copySources(PROGRAMS.resolve(language));
      var account = Api.operator(root).newAccount("Generated " + language);
      environment =
          Map.of(
              "CRIER_URL", root.toString().replaceFirst("/$", ""),
              "CRIER_KEY", account.key(),
              "CRIER_SESSION", account.newConnectedSession("main", "+966500000001"),
              "CRIER_EVENTS", new ObjectMapper().writeValueAsString(EVENTS),
              "GOTOOLCHAIN", "local",
              "PYTHONIOENCODING", UTF_8.name());
    }

    private void copySources(Path sources) throws IOException {
      if (Files.exists(sources)) {
        try (var files = Files.list(sources)) {
          for (var file : files.toList()) {
            var copy = folder.resolve(file.getFileName());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }

    /** Removes what the generator makes of the document's webhooks, which does not compile. */
    void withoutWebhookEvents() throws IOException {
      Files.deleteIfExists(folder.resolve("client/apis/WebhookEventsApi.ts"));
      var index = folder.resolve("client/apis/index.ts");
      var lines = Files.readAllLines(index);
      Files.write(index, lines.stream().filter(it -> !it.contains("WebhookEventsApi")).toList());
    }

    /** Runs a command in its folder; returns the lines that it prints. */
    List<String> run(String... command) throws IOException, InterruptedException {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      var process = builder.redirectErrorStream(true).start();
      var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), printed).isZero();
      return printed.lines().toList();
    }
  }
}
