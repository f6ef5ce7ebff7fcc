package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.test.api.ArquillianResource;

/** Sends raw requests, and checks that errors are problem details without internals. */
abstract class RawRequests {

  static final ObjectMapper JSON = new ObjectMapper();
  static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  static final String KEYS = "/v1/api-keys";

  @ArquillianResource URI root;

  static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
    var problem = assertProblem(answer, status);
    assertThat(problem.at("/code").asText()).as(answer.body()).isEqualTo(code);
    return problem;
  }

  static JsonNode assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    var problem = json(answer);
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "requestId");
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "io.crier", "\tat ", "java.");
    return problem;
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  String newKey() {
    var answer = post(KEYS, "{\"name\":\"to be revoked\",\"role\":\"read\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).at("/key").asText();
  }

  HttpResponse<String> idempotent(String key, String body) {
    return send(
        request(KEYS)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> as(String client, String key) {
    return send(
        HttpRequest.newBuilder(root.resolve("/v1/account"))
            .header("X-Forwarded-For", client)
            .header("X-Api-Key", key)
            .GET());
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return post(path, BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String path, BodyPublisher body) {
    return send(request(path).header("Content-Type", "application/json").POST(body));
  }

  HttpResponse<String> call(String method, String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path))
        .header("Authorization", "Bearer " + adminKey());
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The operator's key, from the file that the first start writes. */
  static String adminKey() {
    var label = "admin-key: ";
    try (var lines = Files.lines(Path.of(System.getenv("CRIER_DATA"), "first-start.txt"))) {
      return lines
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(label.length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
