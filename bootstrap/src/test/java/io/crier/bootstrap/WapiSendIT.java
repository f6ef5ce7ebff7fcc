package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sends through wapi all that its page lists; {@link WapiIT} walks through the rest of the page,
 * and lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WapiSendIT extends WapiFixture {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccount() {
    user = Api.operator(root).newAccount("Jane", "business");
  }

  // Recipients, and sending

  @Test
  void sendsAText() {
    var session = link("main");

    var sent = data(send(TO, "Hello from Crier").is(201));

    assertFields(sent, "id", "waMessageId", "status", "sentAt", "recipient", "type");
    assertThat(sent.path("status").asText()).isEqualTo("sent");
    assertThat(Instant.parse(sent.path("sentAt").asText())).isBefore(Instant.now());
    assertThat(sent.path("recipient").asText()).isEqualTo(TO);
    assertThat(sent.path("type").asText()).isEqualTo("text");
    assertThat(inbox(session).at("/items/0/body").asText()).isEqualTo("Hello from Crier");
    assertThat(data(get("/status")).path("sentToday").asInt()).isOne();
  }

  @Test
  void sendsToGroups() {
    link("main");

    var sent = data(send("120363000000000001@g.us", "Hello, all of you").is(201));

    assertThat(sent.path("status").asText()).isEqualTo("sent");
    assertThat(sent.path("recipient").asText()).isEqualTo("120363000000000001@g.us");
  }

  @Test
  void sendsALocation() {
    link("main");

    var sent =
        data(
            post(
                    "/send-location",
                    "{\"to\":\"%s\",\"latitude\":31.5204,\"longitude\":74.3587,".formatted(TO)
                        + "\"name\":\"Blue Door\",\"address\":\"Mall Road\"}")
                .is(201));

    assertThat(sent.path("status").asText()).isEqualTo("sent");
    assertThat(sent.path("type").asText()).isEqualTo("location");
    assertInvalid("/send-location", "{\"to\":\"1\",\"latitude\":91,\"longitude\":0}", "latitude");
    assertInvalid("/send-location", "{\"to\":\"1\",\"latitude\":0,\"longitude\":181}", "longitude");
    assertInvalid("/send-location", "{\"to\":\"1\",\"latitude\":0}", "longitude");
    assertInvalid(
        "/send-location",
        "{\"to\":\"1\",\"latitude\":1,\"longitude\":0,\"name\":\"" + "x".repeat(201) + "\"}",
        "name");
    assertInvalid(
        "/send-location",
        "{\"to\":\"1\",\"latitude\":1,\"longitude\":0,\"address\":\"" + "x".repeat(501) + "\"}",
        "address");
  }

  @Test
  void sendsFilesFromUrls() throws IOException {
    link("main");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, "/door.png", PNG);
    serve(server, "/invoice.pdf", PDF);
    serve(server, "/voice.ogg", OGG);
    serve(server, "/large.bin", new byte[25 * 1024 * 1024 + 1]);
    server.start();
    var base = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertSent("image", post("/send-image", file(base + "/door.png", "\"caption\":\"Door\"")));
      assertSent(
          "document",
          post("/send-document", file(base + "/invoice.pdf", "\"fileName\":\"a.pdf\"")));
      assertSent("audio", post("/send-audio", file(base + "/voice.ogg", "\"ptt\":true")));
      assertError(
          post("/send-image", file(base + "/invoice.pdf", "\"caption\":\"\"")),
          415,
          "MEDIA_TYPE_UNSUPPORTED");
      assertError(
          post("/send-image", file(base + "/nothing", "\"caption\":\"\"")),
          400,
          "MEDIA_FETCH_FAILED");
      assertError(
          post("/send-document", file(base + "/large.bin", "\"caption\":\"\"")),
          413,
          "UPLOAD_ERROR");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sendsUploadedFiles() throws Exception {
    var session = link("main");

    assertSent("image", upload("/send-image", "door.png", PNG, "caption", "Our new door"));
    assertSent("document", upload("/send-document", "invoice.pdf", PDF));
    assertSent("audio", upload("/send-audio", "voice.ogg", OGG, "ptt", "true"));

    var inbox = inbox(session);
    assertThat(inbox.at("/items")).hasSize(3);
    assertThat(inbox.at("/items/0").toString()).contains("Our new door");
  }

  @Test
  void refusesFilesThatCannotBeSent() throws Exception {
    link("main");
    var url = "https://shop.invalid/x.png";

    assertError(upload("/send-image", "x.png", PNG, "url", url), 400, "MEDIA_CONFLICT");
    assertError(post("/send-image", "{\"to\":\"" + TO + "\"}"), 400, "MEDIA_REQUIRED");
    for (var blocked : List.of("http://10.1.2.3/door.png", "file:///etc/passwd")) {
      var answer = post("/send-image", file(blocked, "\"caption\":\"\""));
      assertError(answer, 400, "MEDIA_URL_BLOCKED");
    }
    assertError(post("/send-image", file(url, "\"caption\":\"\"")), 400, "MEDIA_FETCH_FAILED");
    assertError(upload("/send-image", "x.png", PDF), 415, "MEDIA_TYPE_UNSUPPORTED");
    assertError(upload("/send-document", "x".repeat(121), PDF), 422, "VALIDATION_ERROR");
    assertInvalid("/send-image", file(url, "\"caption\":\"" + "x".repeat(1_025) + "\""), "caption");
    assertInvalid(
        "/send-document", file(url, "\"fileName\":\"" + "x".repeat(121) + "\""), "fileName");
    var large = new byte[25 * 1024 * 1024 + 100_000];
    assertError(upload("/send-document", "x.bin", large), 413, "UPLOAD_ERROR");
  }

  @Test
  void answersQueuedWhenTheMessageHasToWait() {
    var session = link("main");
    user.post("/v1/sessions/" + session + "/pause", null).is(200);
    user.post("/v1/messages", Api.text(session, "+" + TO, "first")).is(202);

    var start = System.nanoTime();
    var queued = data(send(TO, "second").is(201));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(20));
    assertFields(queued, "id", "status", "recipient", "type", "queuedBehind");
    assertThat(queued.path("status").asText()).isEqualTo("queued");
    assertThat(queued.path("queuedBehind").asInt()).isOne();
    assertThat(data(get("/status")).path("pendingMessages").asInt()).isEqualTo(2);
    var list = data(get("/messages?status=queued").is(200));
    assertFields(list, "counts", "messages");
    assertThat(list.path("counts").toString()).isEqualTo("{\"queued\":2,\"sent\":0,\"failed\":0}");
    assertThat(list.path("messages").findValuesAsText("message"))
        .containsExactly("first", "second");

    user.post("/v1/sessions/" + session + "/resume", null).is(200);

    untilStatus("pendingMessages", "0");
    var sent = data(get("/messages?status=sent&limit=200").is(200));
    assertThat(sent.path("messages").findValuesAsText("message"))
        .containsExactly("second", "first");
    assertFields(
        sent.at("/messages/0"),
        "id",
        "waMessageId",
        "status",
        "sentAt",
        "recipient",
        "type",
        "message",
        "createdAt");
    assertThat(data(get("/messages?limit=1")).at("/messages/0/message").asText())
        .isEqualTo("second");
    assertThat(data(get("/messages?status=failed")).path("messages")).isEmpty();
    assertError(get("/messages?limit=0"), 422, "VALIDATION_ERROR");
    assertError(get("/messages?limit=201"), 422, "VALIDATION_ERROR");
    assertError(get("/messages?status=delivered"), 422, "VALIDATION_ERROR");
  }

  @Test
  void answersFailedWhenTheMessageFails() {
    var session = link("main");
    faults(session, "{\"refuse\":{\"+" + TO + "\":\"recipient_refused\"}}");

    var failed = data(send(TO, "Hello").is(201));

    assertFields(failed, "id", "status", "recipient", "type", "error");
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText()).isEqualTo("recipient_refused");
    assertThat(data(get("/messages")).at("/counts/failed").asInt()).isOne();
  }

  @Test
  void sendsWithTheOnlySessionOrTheOneNamedMain() {
    assertError(send(TO, "none"), 404, "SESSION_NOT_FOUND");
    var support = link("support");
    send(TO, "the only one").is(201);
    var main = user.newConnectedSession("shop", "+966590000005");
    assertError(send(TO, "which?"), 404, "SESSION_NOT_FOUND");
    user.call("PATCH", "/v1/sessions/" + main, "{\"name\":\"main\"}").is(200);
    send(TO, "main").is(201);
    post("/send-message", text(TO, "named", "\"sessionId\":\"" + support + "\"")).is(201);

    assertThat(inbox(support).at("/items").findValuesAsText("body"))
        .containsExactly("the only one", "named");
    assertThat(inbox(main).at("/items").findValuesAsText("body")).containsExactly("main");
    assertError(
        post("/send-message", text(TO, "nowhere", "\"sessionId\":\"nowhere\"")),
        404,
        "SESSION_NOT_FOUND");
  }
}
