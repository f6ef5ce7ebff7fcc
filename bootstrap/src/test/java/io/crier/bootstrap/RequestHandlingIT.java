package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Authentication, methods, media types and headers, whatever the resource. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RequestHandlingIT extends RawRequests {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void rejectsWrongMethodAndMediaType() {
    assertProblem(call("PUT", KEYS, "{}"), 405, "method_not_allowed");
    assertProblem(
        send(request(KEYS).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("x"))),
        415,
        "unsupported_media_type");
    assertProblem(
        send(request("/v1/account").header("Accept", "image/png").GET()), 406, "not_acceptable");
    assertProblem(send(request("/v1/account").header("Accept", ";").GET()), 400, "bad_request");
  }

  @Test
  void requiresAKeyOnEveryPath() {
    for (var path :
        new String[] {"/v1/account", "/v1/nothing", "/v1", "/simulator/x", "/v1;a=b/account"}) {
      assertProblem(
          send(HttpRequest.newBuilder(root.resolve(path)).GET()), 401, "missing_authorization");
    }
  }

  @Test
  void distinguishesInvalidKeys() {
    assertProblem(as("203.0.113.1", "crl_x"), 401, "invalid_api_key");
    assertProblem(
        send(
            HttpRequest.newBuilder(root.resolve("/v1/account"))
                .header("Authorization", "Basic eDp5")
                .GET()),
        401,
        "invalid_authorization");

    var revoked = newKey();
    assertThat(send(request(KEYS + "/" + revoked.substring(0, 12)).DELETE()).statusCode())
        .isEqualTo(204);
    assertProblem(as("203.0.113.1", revoked), 401, "api_key_revoked");
  }

  @Test
  void readsTheSchemeInAnyCase() {
    for (var scheme : new String[] {"bearer", "BEARER", "BeArEr"}) {
      var answer =
          send(
              HttpRequest.newBuilder(root.resolve("/v1/account"))
                  .header("Authorization", scheme + " " + adminKey())
                  .GET());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void throttlesGuessingFromOneAddressButAcceptsValidKeysFromIt() {
    for (int i = 0; i < 10; i++) {
      assertProblem(as("203.0.113.66", "crl_" + i), 401, "invalid_api_key");
    }

    assertThrottled(as("203.0.113.66", "crl_10"));
    assertThrottled(as("203.0.113.66", guess()));
    assertThat(as("203.0.113.66", adminKey()).statusCode()).isEqualTo(200);
    assertProblem(as("203.0.113.67", guess()), 401, "invalid_api_key");
  }

  @Test
  void throttlesGuessingOfOneKeyFromManyAddressesButAcceptsTheKey() {
    var key = newKey();
    for (int i = 0; i < 10; i++) {
      assertProblem(as("198.51.100." + i, guess(key)), 401, "invalid_api_key");
    }

    assertThrottled(as("198.51.100.10", guess(key)));
    assertThat(as("198.51.100.10", key).statusCode()).isEqualTo(200);
  }

  private static void assertThrottled(HttpResponse<String> answer) {
    assertProblem(answer, 429, "too_many_auth_failures");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
  }

  /** A well-formed key that does not exist. */
  private static String guess() {
    return ApiKeyText.generate(ApiKey.Mode.LIVE, new SecureRandom()).value();
  }

  /** A well-formed key with the prefix of an existing one. */
  private static String guess(String key) {
    var letters = key.substring(4, 12).chars().map(BASE62::indexOf).iterator();
    RandomGenerator random = new SecureRandom();
    RandomGenerator withPrefix =
        new RandomGenerator() {
          @Override
          public int nextInt(int bound) {
            return letters.hasNext() ? letters.next() : random.nextInt(bound);
          }

          @Override
          public long nextLong() {
            return random.nextLong();
          }
        };
    return ApiKeyText.generate(ApiKey.Mode.LIVE, withPrefix).value();
  }

  @Test
  void validatesAndHonoursIdempotencyKey() {
    assertProblem(
        idempotent("with space", "{\"name\":\"x\",\"role\":\"read\"}"),
        400,
        "idempotency_key_invalid");

    var key = UUID.randomUUID().toString();
    var first = idempotent(key, "{\"name\":\"once\",\"role\":\"read\"}");
    var again = idempotent(key, "{\"name\":\"once\",\"role\":\"read\"}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertProblem(
        idempotent(key, "{\"name\":\"twice\",\"role\":\"read\"}"), 422, "idempotency_key_reused");
    send(request(KEYS + "/" + json(first).at("/details/keyPrefix").asText()).DELETE());
  }

  @Test
  void returnsRequestId() {
    var answer = send(request("/v1/nothing").header("x-request-id", "my-request-42").GET());

    assertThat(answer.headers().firstValue("x-request-id")).hasValue("my-request-42");
    assertThat(json(answer).at("/requestId").asText()).isEqualTo("my-request-42");
    assertThat(get("/v1/account").headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void returnsRateLimitHeaders() {
    var headers = get("/v1/account").headers();

    var limit = Long.parseLong(System.getenv("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE"));
    assertThat(headers.firstValueAsLong("X-RateLimit-Limit").orElseThrow()).isEqualTo(limit);
    assertThat(headers.firstValueAsLong("X-RateLimit-Remaining").orElseThrow()).isLessThan(limit);
    assertThat(headers.firstValue("X-RateLimit-Reset")).isPresent();
  }

  @Test
  void rejectsInvalidHttpWithoutStackTrace() throws IOException {
    for (var text :
        new String[] {
          "NONSENSE\r\n\r\n",
          "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /v1/account HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n"
        }) {
      try (var socket = new Socket(root.getHost(), root.getPort())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.shutdownOutput();
        var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).doesNotContain(" 500 ", "\tat ", "Exception");
      }
    }
  }

  /** Loopback addresses are trusted in these tests. */
  @Test
  void reportsProxyThatIsNotTrusted() throws IOException {
    var own = ownAddress();
    assumeThat(own).isPresent();
    var peer = "http://" + own.get().getHostAddress() + ":" + root.getPort();

    var answer =
        send(
            HttpRequest.newBuilder(URI.create(peer + "/v1/account"))
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Api-Key", adminKey())
                .GET());

    assertThat(answer.statusCode()).isEqualTo(200);
    var ready = get("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(json(ready).at("/checks/0/data/untrustedForwarders").asText())
        .contains("CRIER_HTTP_TRUSTED_PROXIES")
        .doesNotContain(own.get().getHostAddress());
  }

  private static Optional<InetAddress> ownAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findAny();
  }
}
