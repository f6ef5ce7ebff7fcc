package io.crier.bootstrap;

import static io.crier.domain.apikeys.ApiKeyProblem.GRANT_TOO_WIDE;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A client of the API with a key, or of somebody who has signed in.
 *
 * @param key the key, or the cookie
 * @param csrf what requests with a cookie need as well; null with a key
 */
record Api(URI root, String key, String csrf) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final String PASSWORD = "a quiet garden";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Map<String, String> CODES =
      Map.of(
          ROLE_REQUIRED.message(),
          ROLE_REQUIRED.code(),
          GRANT_TOO_WIDE.message(),
          GRANT_TOO_WIDE.code(),
          SESSION_NOT_ALLOWED.message(),
          SESSION_NOT_ALLOWED.code(),
          "a key that is bound to sessions cannot do this",
          SESSION_NOT_ALLOWED.code(),
          "ADMIN_REQUIRED",
          ROLE_REQUIRED.code(),
          "GRANT_TOO_WIDE",
          GRANT_TOO_WIDE.code(),
          "SESSION_NOT_ALLOWED",
          SESSION_NOT_ALLOWED.code());

  Api(URI root, String key) {
    this(root, key, null);
  }

  /** Somebody who has just signed in or joined. */
  static Api signedIn(URI root, Response response) {
    var cookie = response.is(200).header("Set-Cookie").orElseThrow().split(";")[0];
    return new Api(root, cookie, response.at("/csrfToken").asText());
  }

  /** A user of the account, who has joined it. */
  Api newUser(String email, String role) {
    var invited =
        post("/v1/users", "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role)).is(201);
    return join(invited.at("/invitation/url").asText(), "{\"password\":\"" + PASSWORD + "\"}");
  }

  /** Whoever follows this link. */
  Api join(String url, String form) {
    return signedIn(root, post(invitation(url), form));
  }

  /** The path of the invitation that a link is for. */
  static String invitation(String url) {
    return "/v1/invitations/" + url.substring(url.lastIndexOf('/') + 1);
  }

  /** The operator, with the key that the server wrote on its first start. */
  static Api operator(URI root) {
    var file = Path.of(System.getenv("CRIER_DATA"), "first-start.txt");
    try (var lines = Files.lines(file)) {
      var label = "admin-key: ";
      var key = lines.filter(it -> it.startsWith(label)).findFirst().orElseThrow();
      return new Api(root, key.substring(label.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator of a new account. */
  Api newAccount(String name) {
    return newAccount(name, "enterprise");
  }

  Api newAccount(String name, String plan) {
    var opened =
        post("/v1/operator/accounts", "{\"name\":\"" + name + "\",\"plan\":\"" + plan + "\"}");
    return new Api(root, opened.is(201).at("/key/key").asText());
  }

  /** A client of the same account with another key. */
  Api withKey(String request) {
    return new Api(root, post("/v1/api-keys", request).is(201).at("/key").asText());
  }

  /** A session of the simulator that sends without delay, not linked yet. */
  String newSession(String name) {
    var session =
        """
        {"name": "%s", "pacing": {"gap": {"minMs": 0, "maxMs": 0}, "rest": null, "typing": false}}
        """;
    return post("/v1/sessions", session.formatted(name)).is(201).at("/id").asText();
  }

  /** The same, linked and connected. */
  String newConnectedSession(String name, String number) {
    var id = newSession(name);
    get("/v1/sessions/" + id + "/qr").is(200);
    post("/simulator/sessions/" + id + "/scan", "{\"number\":\"" + number + "\"}").is(204);
    until("/v1/sessions/" + id, it -> it.at("/status").asText().equals("connected"));
    return id;
  }

  /** Makes the session the account's alert sender, and verifies a phone through it. */
  void verifyPhone(String number, String session) {
    call("PUT", "/v1/account/alert-sender", "{\"sessionId\":\"" + session + "\"}").is(200);
    post("/v1/phones", "{\"number\":\"" + number + "\"}").is(202);
    var phone = "/v1/phones/" + number;
    until(phone, it -> it.at("/code/status").asText().equals("read"));
    var inbox = get("/simulator/sessions/" + session + "/inbox").is(200).at("/items");
    var code = inbox.get(inbox.size() - 1).at("/body").asText().substring(0, 6);
    post(phone + "/verify", "{\"code\":\"" + code + "\"}").is(200);
  }

  static String text(String session, String to, String body) {
    return Json.MAPPER
        .createObjectNode()
        .put("sessionId", session)
        .put("to", to)
        .put("type", "text")
        .put("body", body)
        .toString();
  }

  Response get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  Response post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  Response call(String method, String path, String body, String... headers) {
    var response = send(request(method, path, body, headers), BodyHandlers.ofByteArray());
    Documented.check(method, path, body, response);
    return new Response(method + " " + path, response);
  }

  /** The status for a POST of JSON without a key and with one additional header. */
  static int post(URI to, byte[] body, String header, String value) {
    var request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The response to a GET with this Authorization header, or with none if it is null. */
  static Response anonymous(URI root, String path, String authorization) {
    var request = HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return new Response("GET " + path, send(request.build(), BodyHandlers.ofByteArray()));
  }

  /** The lines of a response that does not end. */
  Stream<String> follow(String path, String... headers) {
    return send(request("GET", path, null, headers), BodyHandlers.ofLines()).body();
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(TIMEOUT.plusSeconds(30))
            .headers(credentials(path))
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
    if (body != null) {
      request.header("Content-Type", contentType(body));
    }
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  /** Of a JSON body, or of a form with the boundary B. */
  static String contentType(String body) {
    return body.startsWith("--B\r\n") ? "multipart/form-data; boundary=B" : "application/json";
  }

  /** Whether the face of the path takes what this client has. */
  boolean mayCall(String path) {
    return csrf == null || path.matches("/(v1|simulator)/.*");
  }

  /** In the only way that the face of the path takes. */
  private String[] credentials(String path) {
    if (csrf != null) {
      return new String[] {"Cookie", key, "X-CSRF-Token", csrf};
    }
    return path.matches("/(wallawhats|wallm|wapi)/.*")
        ? new String[] {"x-api-key", key}
        : new String[] {"Authorization", "Bearer " + key};
  }

  private static <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
    try {
      return CLIENT.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Polls until the response meets the condition. */
  Response until(String path, Predicate<Response> condition) {
    var end = System.nanoTime() + TIMEOUT.toNanos();
    var response = get(path);
    while (!condition.test(response)) {
      assertThat(System.nanoTime()).as("still %s", response).isLessThan(end);
      LockSupport.parkNanos(MILLISECONDS.toNanos(50));
      response = get(path);
    }
    return response;
  }

  /** The response to a request. */
  record Response(String request, HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    /** This response, which must have the status. */
    Response is(int status) {
      assertThat(status()).as("%s", this).isEqualTo(status);
      return this;
    }

    String text() {
      return new String(response.body(), UTF_8);
    }

    JsonNode json() {
      return response.body().length == 0 ? MissingNode.getInstance() : Json.read(text());
    }

    JsonNode at(String pointer) {
      return json().at(pointer);
    }

    /** The code of a problem; where a face has texts or codes of its own, what they stand for. */
    String code() {
      if (at("/error/code").isTextual()) {
        return at("/error/code").asText();
      }
      var text = at("/code").isTextual() ? at("/code").asText() : at("/error").asText();
      return CODES.getOrDefault(text, text);
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public String toString() {
      return request + ": " + status() + " " + text();
    }
  }
}
