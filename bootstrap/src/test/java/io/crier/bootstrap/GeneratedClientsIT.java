package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What programs do with the clients that are generated from the OpenAPI document, and from those of
 * the dialects, into {@code target/clients}; the programs and the options of the generator are in
 * {@code src/test/clients}. A language whose toolchain is missing is skipped. {@link JavaClientIT}
 * is the same for Java.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GeneratedClientsIT {

  private static final Path PROGRAMS = Path.of("src/test/clients");
  private static final Path GENERATOR = Path.of("target/openapi-generator-cli.jar");
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
  private static final String NUMBER = "+966500000001";
  private static final Path CLIENTS = Path.of("target/clients").toAbsolutePath();
  private static final List<JsonNode> EVENTS = events();

  /** The result of one request in each dialect that succeeds, and of one that does not. */
  private static final List<String> DIALECTS =
      List.of(
          "aulm connected",
          "aulm 404 session_not_found",
          "wallawhats 0",
          "wallawhats 404 phone not found",
          "wallm queued",
          "wallm 404 session_not_found",
          "walytic queued",
          "walytic 400 invalid_request",
          "wapi true",
          "wapi 404 SESSION_NOT_FOUND");

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeAll
  static void generateClients() throws Exception {
    var command = new ArrayList<>(List.of(java("java"), "-jar", GENERATOR.toString(), "batch"));
    try (var configurations = Files.list(PROGRAMS.resolve("generate"))) {
      configurations.map(Path::toString).sorted().forEach(command::add);
    }
    run(Path.of(""), Map.of(), command.toArray(String[]::new));
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
    assertThat(program.run("node", "out/dialects.js")).isEqualTo(DIALECTS);
  }

  @Test
  void javaProgramSpeaksEveryDialect() throws Exception {
    var program = new Program("java");
    var classPath = System.getProperty("java.class.path");
    program.run(
        java("javac"), "-nowarn", "-proc:none", "-d", "out", "-cp", classPath, "@sources.txt");

    var lines =
        program.run(java("java"), "-cp", "out" + File.pathSeparator + classPath, "Dialects");
    assertThat(lines).isEqualTo(DIALECTS);
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
      listJavaSources();
      var account = Api.operator(root).newAccount("Generated " + language);
      environment =
          Map.of(
              "CRIER_URL", root.toString().replaceFirst("/$", ""),
              "CRIER_KEY", account.key(),
              "CRIER_SESSION", account.newConnectedSession("main", NUMBER),
              "CRIER_NUMBER", NUMBER.substring(1),
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

    private void listJavaSources() throws IOException {
      try (var files = Files.walk(folder)) {
        var sources =
            files
                .map(folder::relativize)
                .map(Path::toString)
                .filter(file -> file.endsWith(".java") && !file.contains("src/test"))
                .toList();
        Files.write(folder.resolve("sources.txt"), sources);
      }
    }

    /** Removes what the generator makes of the document's webhooks, which does not compile. */
    void withoutWebhookEvents() throws IOException {
      Files.deleteIfExists(folder.resolve("client/apis/WebhookEventsApi.ts"));
      var index = folder.resolve("client/apis/index.ts");
      var lines = Files.readAllLines(index);
      Files.write(index, lines.stream().filter(it -> !it.contains("WebhookEventsApi")).toList());
    }

    List<String> run(String... command) throws IOException, InterruptedException {
      return GeneratedClientsIT.run(folder, environment, command);
    }
  }

  private static String java(String program) {
    return JDK.resolve(program).toString();
  }

  /** Runs a command in a folder; returns the lines that it prints. */
  private static List<String> run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), printed).isZero();
    return printed.lines().toList();
  }
}
