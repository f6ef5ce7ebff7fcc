package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/** The same bad requests through every face: each refuses them in its own form, and no other. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BadRequestsIT {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int MOST_PER_KEY = 50;
  private static final String BODY = "{\"to\":\"+966501234567\",\"text\":\"hello\"}";

  @ArquillianResource private URI root;

  private Api operator;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  /**
   * A face.
   *
   * @param post a request of it that takes JSON
   * @param text a field of that body that takes a text
   */
  private record Face(String key, String post, String text, String path) {}

  /** A bad request, but for the key. */
  private record Bad(String method, String path, String body, Map<String, String> headers) {

    @Override
    public String toString() {
      return method
          + " "
          + path
          + " "
          + headers
          + " "
          + (body.length() > 80 ? body.substring(0, 80) + "…" : body);
    }
  }

  @BeforeEach
  void openAccount() {
    operator = Api.operator(root);
    session = account().newSession("main");
  }

  private Api account() {
    return operator.newAccount("Bad requests", "enterprise");
  }

  @Test
  void v1AnswersProblems() throws Exception {
    refuses(
        new Face("Authorization", "/v1/messages", "to", "/v1"),
        "application/problem\\+json",
        error -> {
          assertFields(error, "type", "title", "status", "detail", "code", "requestId");
          assertThat(error.path("code").asText()).matches("[a-z_]+");
        });
  }

  @Test
  void wallaWhatsAnswersATextOnly() throws Exception {
    refuses(
        new Face("x-api-key", "/wallawhats/phones", "phoneNumber", "/wallawhats"),
        "application/json",
        error -> {
          assertFields(error, "error");
          assertThat(error.path("error").asText()).isNotEmpty();
        });
  }

  @Test
  void wallmAnswersCodesAndMessages() throws Exception {
    var path = "/wallm/v1/sessions/" + session + "/messages/text";
    refuses(new Face("X-Api-Key", path, "to", "/wallm/v1"), "application/json", this::assertCoded);
  }

  @Test
  void walyticAnswersCodesAndMessages() throws Exception {
    refuses(
        new Face("Authorization", "/walytic/v1/messages", "to", "/walytic/v1"),
        "application/json",
        this::assertCoded);
  }

  @Test
  void aulmAnswersCodesAndMessages() throws Exception {
    refuses(
        new Face("Authorization", "/aulm/v1/messages/send-text", "to", "/aulm/v1"),
        "application/json",
        this::assertCoded);
  }

  @Test
  void wapiAnswersItsEnvelope() throws Exception {
    refuses(
        new Face("X-API-Key", "/wapi/api/send-message", "to", "/wapi/api"),
        "application/json",
        error -> {
          assertThat(error.path("success").asBoolean(true)).isFalse();
          assertThat(error.path("data").isNull()).isTrue();
          assertThat(error.path("error").asText()).isNotEmpty();
          assertThat(error.path("code").asText()).matches("[A-Z_]+");
        });
  }

  private void assertCoded(JsonNode error) {
    assertFields(error, "error");
    assertFields(error.path("error"), "code", "message");
    assertThat(error.at("/error/code").asText()).matches("[a-z_]+");
    assertThat(error.at("/error/message").asText()).isNotEmpty();
  }

  private static void assertFields(JsonNode json, String... names) {
    assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder(names);
  }

  @FunctionalInterface
  private interface Shape {
    void check(JsonNode error);
  }

  private void refuses(Face face, String contentType, Shape shape) throws Exception {
    var all = bad(face);
    assertThat(all).hasSizeGreaterThanOrEqualTo(200);
    var answers = new SoftAssertions();
    var key = "";
    for (int i = 0; i < all.size(); i++) {
      if (i % MOST_PER_KEY == 0) {
        key = account().key();
      }
      var request = all.get(i);
      var answer = send(request, face, key);
      answers.check(
          () -> {
            assertThat(answer.statusCode())
                .as("%s: %s", request, answer.body())
                .isBetween(400, 499);
            assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
                .as("%s: %s", request, answer.body())
                .matches(contentType + "(;.*)?");
            shape.check(Json.read(answer.body()));
          });
    }
    answers.assertAll();
  }

  private HttpResponse<String> send(Bad bad, Face face, String key)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(root.toString().replaceFirst("/$", "") + bad.path()))
            .method(bad.method(), BodyPublishers.ofString(bad.body()))
            // Wrong keys shut out others from their address only.
            .header("X-Forwarded-For", "198.51.100.7")
            .header(face.key(), face.key().equals("Authorization") ? "Bearer " + key : key);
    bad.headers().forEach(request::setHeader);
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static List<Bad> bad(Face face) {
    var bad = new ArrayList<Bad>();
    var post = face.post();
    notJson().forEach(body -> bad.add(post(post, body)));
    IntStream.range(1, BODY.length())
        .forEach(length -> bad.add(post(post, BODY.substring(0, length))));
    notObjects().forEach(body -> bad.add(post(post, body)));
    notTexts().forEach(value -> bad.add(post(post, "{\"" + face.text() + "\":" + value + "}")));
    notNumbers()
        .forEach(
            value -> bad.add(post(post, "{\"" + face.text() + "\":" + Json.write(value) + "}")));
    notAccepted()
        .forEach(type -> bad.add(new Bad("POST", post, "{}", Map.of("Content-Type", type))));
    List.of("PUT", "PATCH", "DELETE", "LOCK", "X")
        .forEach(method -> bad.add(new Bad(method, post, "", json())));
    unknownPaths().forEach(path -> bad.add(new Bad("GET", face.path() + path, "", Map.of())));
    wrongKeys().forEach(key -> bad.add(new Bad("POST", post, "{}", with(face.key(), key))));
    return bad;
  }

  private static Bad post(String path, String body) {
    return new Bad("POST", path, body, json());
  }

  private static Map<String, String> json() {
    return Map.of("Content-Type", "application/json");
  }

  private static Map<String, String> with(String header, String value) {
    return Map.of("Content-Type", "application/json", header, value);
  }

  private static List<String> notJson() {
    return List.of(
        "",
        " ",
        "{",
        "}",
        "[",
        "{]",
        "{\"",
        "{\"to\"",
        "{\"to\":",
        "{\"to\":}",
        "{\"to\":,}",
        "{,}",
        "{to:1}",
        "{'to':1}",
        "{\"to\":01}",
        "{\"to\":+1}",
        "{\"to\":.5}",
        "{\"to\":NaN}",
        "{\"to\":Infinity}",
        "{\"to\":tru}",
        "{\"to\":\"\n\"}",
        "{\"to\":\"\\x\"}",
        "{\"to\":\"\\u12\"}",
        "{\"to\":1}}",
        "{\"to\":1} {}",
        "<to>1</to>",
        "to=1&text=2",
        "null null",
        "//",
        "/* */ {",
        "{\"to\":1,\"to\":2}",
        "\ufeff{",
        "{".repeat(5_000),
        "[".repeat(5_000));
  }

  private static List<String> notObjects() {
    return List.of(
        "null", "true", "false", "0", "1", "-1", "1.5", "1e999", "\"\"", "\"to\"", "[]", "[1]",
        "[null]", "[{}]", "[[]]", "{}");
  }

  private static List<String> notTexts() {
    return List.of(
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "[\"x\"]",
        "{\"a\":1}",
        "[null]",
        "{\"a\":{}}",
        "[[]]",
        "[" + "1,".repeat(1_000) + "1]",
        "1e400");
  }

  private static List<String> notNumbers() {
    var texts =
        Stream.of(
            "",
            " ",
            "x",
            "+",
            "-",
            "0",
            "+0",
            "00",
            "1",
            "+1",
            "12",
            "123456",
            "+123456",
            "++966501234567",
            "+966 50 123 4567",
            "+966-50-1234567",
            "(966)501234567",
            "+96650123456789012345",
            "tel:+1",
            "966501234567x",
            "٩٦٦٥٠١٢٣٤٥٦٧",
            "+９６６５０１２３４５６７",
            "\u0000",
            "a\u0000b",
            "\t",
            "\n",
            "\r\n",
            "\ud800",
            "\udc00",
            "\u202e+966501234567",
            "\u200b",
            "\ufeff",
            "😀",
            "null",
            "undefined",
            "NaN",
            "true",
            "[]",
            "{}",
            "' or 1=1 --",
            "\"; drop table message; --",
            "<script>",
            "${jndi:ldap://x}",
            "#{7*7}",
            "../../etc/passwd",
            "%00",
            "%2B966501234567",
            "@g.us",
            "x@g.us",
            "@s.whatsapp.net",
            "a@b@c",
            "x".repeat(256),
            "x".repeat(10_000),
            "9".repeat(10_000));
    return texts.toList();
  }

  private static List<String> notAccepted() {
    return List.of(
        "text/plain",
        "text/html",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "image/png",
        "application/yaml",
        "text/csv",
        "application/x-json",
        "application",
        "/",
        "x/y; q=abc",
        "multipart/form-data",
        "multipart/form-data; boundary=");
  }

  private static List<String> unknownPaths() {
    return List.of(
        "/nothing",
        "/nothing/at/all",
        "/messages2",
        "//",
        "/-",
        "/%20",
        "/%2e",
        "/..%2f",
        "/a%25b",
        "/null",
        "/undefined",
        "/*",
        "/admin",
        "/admin/",
        "/admin/x",
        "/.env",
        "/wp-login.php",
        "/0",
        "/openapi",
        "/health",
        "/%F0%9F%98%80",
        "/a;b=c",
        "/a;/b",
        "/" + "x".repeat(1_000),
        "/a/".repeat(50) + "a");
  }

  private static List<String> wrongKeys() {
    return List.of("", "x", "crl_", "crl_" + "0".repeat(44), "Bearer", "Basic eDp5", "null");
  }
}
