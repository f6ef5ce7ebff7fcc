package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Calls wapi as its clients do, and checks the shape of its answers. */
abstract class WapiFixture {

  static final String TO = "923001234567";
  static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  static final byte[] PDF = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] OGG =
      ("OggS\0\2" + "\0".repeat(20) + "\1\23OpusHead").getBytes(StandardCharsets.US_ASCII);

  Api user;

  String link(String name) {
    return user.newConnectedSession(name, "+966590000004");
  }

  Api newKey(String role) {
    var created = post("/admin/generate-key", "{\"name\":\"a key\",\"role\":\"" + role + "\"}");
    return new Api(user.root(), data(created.is(201)).path("key").asText());
  }

  void faults(String session, String faults) {
    user.call("PUT", "/simulator/sessions/" + session + "/faults", faults).is(204);
  }

  JsonNode inbox(String session) {
    return user.get("/simulator/sessions/" + session + "/inbox").is(200).json();
  }

  void untilStatus(String field, String value) {
    user.until("/wapi/api/status", it -> data(it).path(field).asText().equals(value));
  }

  Api.Response send(String to, String message) {
    return post("/send-message", text(to, message, "\"unknown\":\"ignored\""));
  }

  static String text(String to, String message, String more) {
    return "{\"to\":\"" + to + "\",\"message\":\"" + message + "\"," + more + "}";
  }

  static String file(String url, String more) {
    return "{\"to\":\"" + TO + "\",\"url\":\"" + url + "\"," + more + "}";
  }

  static void serve(HttpServer server, String path, byte[] content) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
  }

  /** Posts a form with a file and these other fields. */
  Api.Response upload(String path, String name, byte[] content, String... fields) throws Exception {
    var form = new ByteArrayOutputStream();
    var head = new StringBuilder("--B\r\n" + field("to") + TO + "\r\n");
    for (int i = 0; i < fields.length; i += 2) {
      head.append("--B\r\n").append(field(fields[i])).append(fields[i + 1]).append("\r\n");
    }
    head.append("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(name)
        .append("\"\r\n\r\n");
    form.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(user.root().resolve("/wapi/api" + path))
            .header("X-API-Key", user.key())
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(BodyPublishers.ofByteArray(form.toByteArray()))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return new Api.Response("POST " + path, client.send(request, BodyHandlers.ofByteArray()));
    }
  }

  static String field(String name) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
  }

  int status(String path, String header, String value) throws Exception {
    var request =
        HttpRequest.newBuilder(user.root().resolve("/wapi/api" + path))
            .header(header, value)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  static void assertSent(String type, Api.Response answer) {
    var sent = data(answer.is(201));
    assertThat(sent.path("status").asText()).isEqualTo("sent");
    assertThat(sent.path("type").asText()).isEqualTo(type);
  }

  void assertInvalid(String path, String body, String field) {
    var answer = assertError(post(path, body), 422, "VALIDATION_ERROR");
    assertThat(answer.at("/details/0/field").asText()).as("%s", answer).isEqualTo(field);
    assertFields(answer.at("/details/0"), "field", "message");
  }

  static Api.Response assertError(Api.Response answer, int status, String code) {
    var json = answer.is(status).json();
    assertThat(json.path("code").asText()).as("%s", answer).isEqualTo(code);
    assertThat(json.path("success").isBoolean()).isTrue();
    assertThat(json.path("success").asBoolean()).isFalse();
    assertThat(json.path("data").isNull()).isTrue();
    assertThat(json.path("error").asText()).isNotEmpty();
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(json.has("details")).isEqualTo(code.equals("VALIDATION_ERROR"));
    return answer;
  }

  static JsonNode data(Api.Response answer) {
    return answer.at("/data");
  }

  static void assertFields(JsonNode json, String... names) {
    assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder(names);
  }

  Api.Response get(String path) {
    return user.get("/wapi/api" + path);
  }

  Api.Response post(String path, String body, String... headers) {
    return user.post("/wapi/api" + path, body, headers);
  }
}
