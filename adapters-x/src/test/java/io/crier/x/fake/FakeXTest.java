package io.crier.x.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.domain.xaccounts.PostId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeXTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

  private final FakeX x = new FakeX(InstantSource.fixed(NOW));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    x.close();
  }

  @Test
  void assignsDistinctIdsWithinAMillisecond() {
    x.account("ada");

    var first = x.post("ada", "one");
    var second = x.post("ada", "two");

    assertThat(second).isGreaterThan(first);
    assertThat(first.madeAt()).isEqualTo(NOW);
    assertThat(second.madeAt()).isEqualTo(NOW);
    assertThat(first.isAfter(PostId.justBefore(NOW))).isTrue();
  }

  @Test
  void isControlledOverHttp() throws Exception {
    assertThat(send("POST", "/fake/accounts", "{\"username\": \"ada\"}").statusCode())
        .isEqualTo(201);
    var posted = send("POST", "/fake/posts", "{\"username\": \"ada\", \"text\": \"hello\"}");
    assertThat(posted.statusCode()).isEqualTo(201);
    var id = json(posted).path("id").asText();
    assertThat(x.newestPost("ada")).isEqualTo(new PostId(Long.parseLong(id)));

    var answer =
        send(
            "POST",
            "/fake/posts",
            "{\"username\": \"ada\", \"text\": \"more\", \"replyTo\": \"" + id + "\"}");
    assertThat(answer.statusCode()).isEqualTo(201);

    assertThat(send("DELETE", "/fake/posts/" + id, "").statusCode()).isEqualTo(204);
    assertThat(send("PATCH", "/fake/accounts/ada", "{\"username\": \"lovelace\"}").statusCode())
        .isEqualTo(204);
    assertThat(json(send("GET", "/fake/meter", "")).path("posts").asInt(-1)).isZero();
    assertThat(send("POST", "/fake/posts", "{\"username\": \"nobody\"}").statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(x.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body, UTF_8))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new JsonMapper().readTree(response.body());
  }
}
