package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invalid input gets a 4xx response that says what is wrong. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BadInputIT extends RawRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void rejectsInvalidJson() {
    for (var body :
        new String[] {
          "", "{", "{\"name\":", "{]", "name=x", "{\"name\":\"x\",\"role\":\"read\"}{", "\u0000"
        }) {
      assertProblem(post(KEYS, body), 400, "invalid_json");
    }
  }

  @Test
  void rejectsBodyOfWrongShape() {
    for (var body :
        new String[] {
          "null",
          "[]",
          "7",
          "\"x\"",
          "{}",
          "{\"name\":7,\"role\":\"read\"}",
          "{\"name\":\"x\",\"role\":\"king\"}",
          "{\"name\":\"x\",\"role\":1}",
          "{\"name\":\"x\",\"role\":\"read\",\"operator\":\"true\"}",
          "{\"name\":\"x\",\"role\":\"read\",\"sessions\":{}}",
          "{\"name\":\"x\",\"role\":\"read\",\"expiresAt\":1}",
          "{\"name\":\"x\",\"role\":\"read\",\"expiresAt\":\"2026-02-30T00:00:00Z\"}"
        }) {
      assertProblem(post(KEYS, body), 400, "invalid_request");
    }
  }

  @Test
  void rejectsUnknownFieldByName() {
    var answer = post(KEYS, "{\"name\":\"x\",\"role\":\"read\",\"admin\":true}");

    assertThat(assertProblem(answer, 400, "invalid_request").at("/detail").asText())
        .startsWith("admin: unknown field");
  }

  @Test
  void rejectsBodyOfTenMegabytes() {
    var body = ("{\"name\":\"" + "x".repeat(10_000_000) + "\",\"role\":\"read\"}").getBytes(UTF_8);

    assertProblem(post(KEYS, BodyPublishers.ofByteArray(body)), 413, "body_too_large");
  }

  @Test
  void rejectsBodyOfTenMegabytesOfUnknownLength() {
    var body = ("[" + " ".repeat(10_000_000) + "]").getBytes(UTF_8);
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

    assertThat(post(KEYS, chunked).statusCode()).isIn(400, 413);
  }

  @Test
  void rejectsCompressedBody() {
    var answer =
        send(
            request(KEYS)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8, 0})));

    assertProblem(answer, 415, "unsupported_media_type");
  }

  @Test
  void rejectsDeepNesting() {
    assertThat(post(KEYS, "[".repeat(100_000)).statusCode()).isEqualTo(400);
    assertThat(post(KEYS, "{\"name\":".repeat(100_000)).statusCode()).isEqualTo(400);
    assertProblem(
        post("/v1/sessions", "{\"settings\":" + "{\"a\":".repeat(50) + "1" + "}".repeat(51)), 400);
  }

  @Test
  void rejectsInvalidNumbers() {
    for (var number : new String[] {"1.5", "1e400", "\"1\"", "true", "9".repeat(30), "-1", "[]"}) {
      assertProblem(
          call(
              "PUT",
              "/v1/operator/accounts/" + UUID.randomUUID() + "/credits",
              "{\"left\":" + number + "}"),
          400);
    }
  }

  @Test
  void rejectsForgedCursor() {
    for (var cursor : new String[] {"x", "AAAA", "%21%21", "A".repeat(2_000)}) {
      assertProblem(get(KEYS + "?cursor=" + cursor), 400, "invalid_cursor");
    }
  }

  @Test
  void rejectsLimitOutOfRange() {
    for (var limit : new String[] {"0", "-1", "201", "x", "1.5", "99999999999999999999"}) {
      assertProblem(get(KEYS + "?limit=" + limit), 400, "invalid_request");
    }
  }

  @Test
  void answers404ForUnknownIds() {
    for (var id : new String[] {"x", "1", "%20", UUID.randomUUID().toString()}) {
      assertProblem(get("/v1/operator/accounts/" + id), 404, "account_not_found");
      assertProblem(get("/v1/sessions/" + id), 404, "session_not_found");
      assertProblem(get("/v1/messages/" + id), 404, "message_not_found");
      assertProblem(get("/v1/api-keys/" + id), 404, "api_key_not_found");
    }
    assertProblem(get("/v1/nothing"), 404, "not_found");
    assertProblem(get("/nothing"), 404, "not_found");
  }

  @Test
  void rejectsInvalidPhoneNumber() {
    for (var number :
        new String[] {"x", "+0123456789", "+1", "%20", "1@c.us", "+123456789012345678"}) {
      assertProblem(get("/v1/phones/" + number), 400, "invalid_phone_number");
      assertProblem(call("DELETE", "/v1/phones/" + number, ""), 400, "invalid_phone_number");
      assertProblem(
          post("/v1/phones", "{\"number\":\"" + number + "\"}"), 400, "invalid_phone_number");
    }
    for (var name : new String[] {"", " ", "x".repeat(101)}) {
      assertProblem(
          post("/v1/phones", "{\"number\":\"+34612345678\",\"displayName\":\"" + name + "\"}"),
          400,
          "invalid_display_name");
    }
    assertProblem(post("/v1/phones", "{\"number\":null}"), 400, "invalid_request");
    for (var number : new String[] {"+34612345678", "%2B34612345678", "34612345678"}) {
      assertProblem(get("/v1/phones/" + number), 404, "phone_not_found");
    }
  }

  @Test
  void rejectsInvalidCode() {
    for (var code : new String[] {"", "12345", "1234567", "12345x", "١٢٣٤٥٦", " 12345"}) {
      assertProblem(
          post("/v1/phones/+34612345678/verify", "{\"code\":\"" + code + "\"}"),
          422,
          "invalid_code");
    }
    for (var body : new String[] {"{}", "{\"code\":123456}", "{\"code\":null}", "[]"}) {
      assertProblem(post("/v1/phones/+34612345678/verify", body), 400, "invalid_request");
    }
  }

  @Test
  void rejectsInvalidSubscription() {
    var other = "\"phoneNumber\":\"+34612345678\",\"xUsername\":\"jack\"";
    for (var name : new String[] {"", "@", "@@jack", "a b", "x".repeat(16), "جاك", "../jack"}) {
      assertProblem(
          subscribe("\"phoneNumber\":\"+34612345678\",\"xUsername\":\"" + name + "\""),
          400,
          "invalid_x_username");
    }
    assertProblem(
        subscribe("\"phoneNumber\":\"x\",\"xUsername\":\"jack\""), 400, "invalid_phone_number");
    for (var keywords :
        new String[] {"[\"\"]", "[null]", "[\"" + "x".repeat(101) + "\"]", "[\" \"]"}) {
      assertProblem(subscribe(other + ",\"keywords\":" + keywords), 400, "invalid_keywords");
    }
    for (var wrong :
        new String[] {
          "\"keywords\":\"x\"", "\"keywords\":[1]", "\"includeReplies\":\"yes\"",
          "\"textMode\":\"long\"", "\"textMode\":1", "\"since\":1"
        }) {
      assertProblem(subscribe(other + "," + wrong), 400, "invalid_request");
    }
    assertProblem(subscribe("\"xUsername\":\"jack\""), 400, "invalid_request");
    assertProblem(subscribe("\"phoneNumber\":\"+34612345678\""), 400, "invalid_request");
    assertProblem(subscribe(other), 404, "phone_not_found");
    for (var id : new String[] {"x", "%20", UUID.randomUUID().toString()}) {
      assertProblem(get("/v1/subscriptions/" + id), 404, "subscription_not_found");
      assertProblem(call("DELETE", "/v1/subscriptions/" + id, ""), 404, "subscription_not_found");
    }
  }

  private HttpResponse<String> subscribe(String fields) {
    return post("/v1/subscriptions", "{" + fields + "}");
  }

  @Test
  void rejectsInvalidNotificationFilter() {
    var notifications = "/v1/notifications?";
    assertProblem(get(notifications + "phoneNumber=x"), 400, "invalid_phone_number");
    assertProblem(get(notifications + "xUsername=a%20b"), 400, "invalid_x_username");
    assertProblem(get(notifications + "from=yesterday"), 400, "invalid_request");
    assertProblem(get(notifications + "cursor=x"), 400, "invalid_cursor");
    assertThat(get(notifications + "xUsername=nobody").statusCode()).isEqualTo(200);
  }
}
