package io.crier.bootstrap;

import static io.crier.bootstrap.Deployments.crier;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.bootstrap.RawHttp.Answer;
import io.crier.bootstrap.RawHttp.Request;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No malformed request is accepted, makes the server fail, or blocks it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MalformedRequestsIT {

  /** What the parser of the server accepts before Crier sees the request; no setting changes it. */
  private static final Map<String, String> UNDERSTOOD =
      Map.ofEntries(
          Map.entry("chunk: extension", "RFC 9112, 7.1.1: to be ignored"),
          Map.entry("chunk: extension of 40,000 characters", "as above; no limit of its own"),
          Map.entry("chunk: lines end in LF", "RFC 9112, 2.2: may be accepted"),
          Map.entry("chunk: malformed trailer", "trailers are not read"),
          Map.entry("chunk: no line end after the last chunk", "as above"),
          Map.entry("Content-Length, then Transfer-Encoding", "RFC 9112, 6.3: the latter counts"),
          Map.entry("Transfer-Encoding, then Content-Length", "as above"),
          Map.entry("two different Content-Length", "the first counts, and hides the other"),
          Map.entry("header: line ends in LF", "RFC 9112, 2.2: may be accepted"),
          Map.entry("header: folded", "the lines are joined"),
          Map.entry("space before the colon", "the space is dropped"),
          Map.entry("version HTTP/1.1.1", "read as 1.1"),
          Map.entry("method get", "compared without case"));

  /** The server's own answer to a request line that it cannot read. */
  private static final int VERSION_NOT_SUPPORTED = 505;

  private static final int PARALLEL = 24;
  private static final String HTTP_MODULES =
      "io\\.crier\\.rest\\..*|org\\.jboss\\.resteasy\\..*|com\\.ibm\\.ws\\.(webcontainer|http).*";

  @ArquillianResource private URI root;

  private Api api;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return crier();
  }

  @BeforeEach
  void anAccount() {
    api = Api.operator(root).newAccount("Blue Door Clinic");
  }

  @Test
  void understandsTheRequestsThatTheMalformedOnesAreMadeOf() throws Exception {
    for (var request : new MalformedRequests(api.key()).wellFormed().entrySet()) {
      var answer = RawHttp.send(root, request.getValue());

      assertThat(isUnderstood(answer)).as("%s: %s", request.getKey(), answer).isTrue();
    }
  }

  @Test
  void rejectsMalformedRequestsWithoutATrace() throws Exception {
    var malformed = new MalformedRequests(api.key()).all();
    var before = log().size();

    var answers = send(malformed);

    var result = new SoftAssertions();
    answers.forEach(
        (name, answer) -> {
          result.assertThat(answer.closed()).as("ends: %s: %s", name, answer).isTrue();
          result
              .assertThat(answer.status())
              .as("fails: %s: %s", name, answer)
              .matches(it -> it < 500 || it == VERSION_NOT_SUPPORTED);
          result
              .assertThat(isUnderstood(answer))
              .as("understood: %s: %s", name, answer)
              .isEqualTo(UNDERSTOOD.containsKey(name));
          result.assertThat(answer.text()).doesNotContain("\tat ", "Exception");
        });
    log().stream()
        .skip(before)
        .filter(MalformedRequestsIT::isComplaint)
        .forEach(line -> result.fail("in the log: %s", line));
    result.assertAll();
    assertThat(answers)
        .hasSizeGreaterThan(150)
        .containsKeys(UNDERSTOOD.keySet().toArray(String[]::new));
    api.get("/v1/account").is(200);
  }

  @Test
  void answersSlowRequestsWithATimeout() throws Exception {
    var slow = new LinkedHashMap<>(new MalformedRequests(api.key()).all());
    slow.keySet().removeIf(name -> !name.startsWith("slow"));

    assertThat(send(slow).values()).hasSize(5).allMatch(answer -> answer.status() == 408);
  }

  private Map<String, Answer> send(Map<String, Request> requests) throws Exception {
    var answers = new LinkedHashMap<String, Answer>();
    var slots = new Semaphore(PARALLEL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          requests.entrySet().stream()
              .map(
                  it ->
                      Map.entry(
                          it.getKey(),
                          threads.submit(
                              () -> {
                                slots.acquire();
                                try {
                                  return RawHttp.send(root, it.getValue());
                                } finally {
                                  slots.release();
                                }
                              })))
              .toList();
      for (var each : sent) {
        answers.put(each.getKey(), each.getValue().get());
      }
    }
    return answers;
  }

  /** A success, or the refusal of what was read from the body. */
  private static boolean isUnderstood(Answer answer) {
    return answer.status() / 100 == 2 || answer.text().contains("role: ");
  }

  @Test
  void keepsNothingOfMalformedUploads() throws Exception {
    var session = api.newSession("reception");
    var before = files();
    var result = new SoftAssertions();
    for (var upload : Uploads.malformed(session).entrySet()) {
      var answer = RawHttp.send(root, upload.getValue().request(api.key()));

      result
          .assertThat(answer.status())
          .as("%s: %s", upload.getKey(), answer)
          .matches(it -> it == 400 || it == 415);
    }
    result.assertThat(api.get("/v1/messages").is(200).at("/items")).isEmpty();
    result.assertThat(files()).isEqualTo(before);
    result.assertAll();

    for (var upload : Uploads.wellFormed(session).entrySet()) {
      var answer = RawHttp.send(root, upload.getValue().request(api.key()));

      assertThat(answer.status()).as("%s: %s", upload.getKey(), answer).isEqualTo(202);
    }
    assertThat(files()).hasSizeGreaterThan(before.size());
  }

  @Test
  void rejectsUnknownQueryParametersOnEveryOperation() throws Exception {
    var result = new SoftAssertions();
    for (var route : Routes.all().stream().filter(it -> isOwn(it.path())).toList()) {
      for (var accept : List.of("*/*", "application/problem+json")) {
        var answer = call(route.method(), filled(route.path()), "unknown=1", accept, route.body());

        result.assertThat(answer.status()).as("%s: %s", route, answer).isEqualTo(400);
        result.assertThat(detail(answer)).as("%s", route).startsWith("unknown: unknown query par");
      }
    }
    result.assertAll();
  }

  @Test
  void rejectsRepeatedQueryParameters() throws Exception {
    var result = new SoftAssertions();
    var declared = 0;
    for (var path : ownPaths(api.get("/openapi?format=json").is(200).at("/paths"))) {
      for (var operation : path.getValue().properties()) {
        for (var name : queryParameters(operation.getValue())) {
          var method = operation.getKey().toUpperCase(Locale.ROOT);
          var twice = name + "=1&" + name + "=1";
          var answer = call(method, filled(path.getKey()), twice, "*/*", null);

          result.assertThat(detail(answer)).as("%s", path).isEqualTo(name + ": occurs 2 times");
          declared++;
        }
      }
    }
    result.assertAll();
    assertThat(declared).isGreaterThan(20);
  }

  /** Clients of other services may send parameters that are not documented. */
  private static boolean isOwn(String path) {
    return path.startsWith("/v1/") || path.startsWith("/simulator/");
  }

  private static List<Map.Entry<String, JsonNode>> ownPaths(JsonNode paths) {
    return paths.properties().stream().filter(path -> isOwn(path.getKey())).toList();
  }

  private static List<String> queryParameters(JsonNode operation) {
    var names = new ArrayList<String>();
    for (var parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")
          && !parameter.at("/schema/type").asText().equals("array")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  @Test
  void answersJsonToThoseWhoAcceptProblemsOnly() throws Exception {
    var answer = call("GET", "/v1/account", "", "application/problem+json", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("Content-Type: application/json");
  }

  @Test
  void readsALeadingSpaceInANumberAsAPlus() throws Exception {
    for (var query :
        List.of("/v1/messages?peer=+966501234567", "/v1/notifications?phoneNumber=+966501234567")) {
      assertThat(api.get(query).status()).as(query).isEqualTo(200);
    }
  }

  private Answer call(String method, String path, String query, String accept, String body)
      throws IOException {
    var content = body == null ? "" : body;
    var target = path + (query.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + query);
    return RawHttp.send(
        root,
        Request.of(
            method
                + " "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + api.key()
                + "\r\nAccept: "
                + accept
                + "\r\n"
                + (body == null ? "" : "Content-Type: " + Api.contentType(body) + "\r\n")
                + "Content-Length: "
                + content.length()
                + "\r\n\r\n"
                + content));
  }

  private static String filled(String path) {
    return path.replaceAll("\\{(phone|number)}", Routes.NUMBER)
        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
  }

  private static String detail(Answer answer) {
    var body = answer.text().substring(answer.text().indexOf("\r\n\r\n") + 4);
    return body.startsWith("{") ? Json.read(body).at("/detail").asText() : body;
  }

  private static List<String> files() {
    var media = Path.of(System.getenv("CRIER_DATA"), "media");
    if (!Files.exists(media)) {
      return List.of();
    }
    try (var found = Files.walk(media)) {
      return found.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> log() throws IOException {
    var server = Path.of(System.getProperty("wlp.home"), "usr", "servers");
    var name = System.getProperty("test.server.name");
    return Files.readAllLines(server.resolve(name).resolve("logs/messages.log"), ISO_8859_1);
  }

  /**
   * An error, or a stack trace from request handling. The notice about the first failure data of
   * the server's HTTP channel is neither, and cannot be disabled.
   */
  private static boolean isComplaint(String line) {
    if (!line.startsWith("{")) {
      return false;
    }
    var entry = Json.read(line);
    return entry.path("type").asText().equals("liberty_message")
        && (Stream.of("SEVERE", "ERROR", "FATAL").anyMatch(entry.path("loglevel").asText()::equals)
            || (entry.has("ibm_stackTrace") || entry.path("message").asText().contains("\tat "))
                && entry.path("module").asText().matches(HTTP_MODULES));
  }
}
