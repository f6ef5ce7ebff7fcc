package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type of message, from the request to what reaches WhatsApp. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MessageTypesIT {

  private static final String THEIRS = "+966501234567";
  private static final byte[] PNG = padded("89504e470d0a1a0a", 70_000);
  private static final byte[] MP4 = padded("000000186674797069736f6d", 20_000);
  private static final byte[] OGG = padded("4f676753", 10_000);
  private static final byte[] PDF = padded("255044462d312e37", 30_000);
  private static final String BORDER = "a-border";

  @ArquillianResource private URI root;

  private final AtomicInteger fetched = new AtomicInteger();
  private HttpServer files;
  private Api api;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createSession() throws IOException {
    files = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    serve("/door.png", "image/png", PNG);
    serve("/film.mp4", "video/mp4", MP4);
    serve("/liar.png", "image/jpeg", PNG);
    serve("/large.png", "image/png", Arrays.copyOf(PNG, 5 * 1024 * 1024 + 1));
    serve("/page.html", "text/html", "<html>".getBytes(UTF_8));
    files.start();
    api = Api.operator(root).newAccount("Blue Door Clinic");
    session = api.newConnectedSession("support", "+966500000001");
  }

  @AfterEach
  void stop() {
    files.stop(0);
  }

  @Test
  void deliversFilesOfEveryKind() {
    sent("\"type\":\"image\",\"caption\":\"our door\",\"url\":\"" + at("/door.png") + "\"");
    sent("\"type\":\"video\",\"url\":\"" + at("/film.mp4") + "\"");
    sent("\"type\":\"audio\",\"voice\":true,\"data\":\"" + data("audio/ogg", OGG) + "\"");
    sent("\"type\":\"document\",\"filename\":\"a.pdf\",\"data\":\"" + data("", PDF) + "\"");

    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/mediaSha256").asText())
        .containsExactly(
            tuple("image", sha256(PNG)),
            tuple("video", sha256(MP4)),
            tuple("audio", sha256(OGG)),
            tuple("document", sha256(PDF)));
    assertThat(inbox().getFirst().at("/caption").asText()).isEqualTo("our door");
  }

  @Test
  void servesFileByLinkAndByKey() {
    var message =
        sent(
            "\"type\":\"document\",\"filename\":\"فاتورة 1.pdf\",\"data\":\""
                + data("application/pdf", PDF)
                + "\"");

    assertThat(message.at("/filename").asText()).isEqualTo("فاتورة 1.pdf");
    assertThat(message.at("/media/mimeType").asText()).isEqualTo("application/pdf");
    assertThat(message.at("/media/size").asInt()).isEqualTo(PDF.length);
    assertThat(message.at("/media/sha256").asText()).isEqualTo(sha256(PDF));
    var path = "/v1/media/" + message.at("/media/id").asText();
    var link = URI.create(message.at("/media/url").asText());
    assertThat(link.getPath()).isEqualTo(path);

    var byLink = get(path + "?" + link.getRawQuery());
    assertThat(byLink.statusCode()).isEqualTo(200);
    assertThat(byLink.body()).isEqualTo(PDF);
    assertThat(byLink.headers().firstValue("Content-Type")).contains("application/pdf");
    assertThat(byLink.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename*=UTF-8''%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9%201.pdf");
    assertThat(byLink.headers().firstValue("X-Content-Type-Options")).contains("nosniff");

    var byKey = api.get(path).is(200);
    assertThat(byKey.response().body()).isEqualTo(PDF);
    assertThat(byKey.header("Content-Type")).contains("application/pdf");
    assertThat(byKey.header("Content-Disposition")).contains("attachment");
  }

  @Test
  void requiresKeyOrValidToken() {
    var message = sent("\"type\":\"image\",\"data\":\"" + data("image/png", PNG) + "\"");
    var path = "/v1/media/" + message.at("/media/id").asText();
    var query = URI.create(message.at("/media/url").asText()).getRawQuery();
    var other = "/v1/media/" + UUID.randomUUID();

    assertThat(get(path).statusCode()).isEqualTo(401);
    assertThat(get(path + "?token=x").statusCode()).isEqualTo(404);
    assertThat(get(path + "?" + query.substring(0, query.length() - 4)).statusCode())
        .isEqualTo(404);
    assertThat(get(other + "?" + query).statusCode()).isEqualTo(404);
    api.get(other).is(404);
    var bound =
        api.withKey("{\"name\":\"b\",\"role\":\"read\",\"sessions\":[\"" + session + "\"]}");
    assertThat(bound.get(path).is(403).at("/code").asText()).isEqualTo("session_not_allowed");
  }

  @Test
  void acceptsUploadedFile() {
    var answer =
        upload(message("\"type\":\"document\",\"caption\":\"yours\""), "invoice.pdf", PDF).is(202);

    assertThat(answer.at("/filename").asText()).isEqualTo("invoice.pdf");
    assertThat(answer.at("/media/sha256").asText()).isEqualTo(sha256(PDF));
    api.until("/v1/messages/" + answer.at("/id").asText(), MessageTypesIT::isSent);
    assertThat(inbox())
        .singleElement()
        .satisfies(it -> assertThat(it.at("/mediaSha256").asText()).isEqualTo(sha256(PDF)));
  }

  @Test
  void acceptsUploadLargerThanBodyLimit() {
    var large = Arrays.copyOf(PDF, 20_000_000);

    var answer = upload(message("\"type\":\"document\""), "large.pdf", large).is(202);

    assertThat(answer.at("/media/size").asInt()).isEqualTo(large.length);
    assertThat(answer.at("/media/sha256").asText()).isEqualTo(sha256(large));
  }

  @Test
  void rejectsInvalidUpload() {
    var image = message("\"type\":\"image\"");

    assertRefused(upload(image, "x.png", PDF), 422, "media_type_not_allowed");
    assertRefused(
        upload(image, "x.png", Arrays.copyOf(PNG, 5 * 1024 * 1024 + 1)), 413, "media_too_large");
    assertRefused(upload(image, "x.png", new byte[0]), 400, "invalid_content");
    assertRefused(upload("{", "x.png", PNG), 400, "invalid_json");
    assertRefused(
        upload(message("\"type\":\"text\",\"body\":\"x\""), "x.png", PNG), 400, "invalid_content");
    assertRefused(
        upload(message("\"type\":\"image\",\"url\":\"" + at("/door.png") + "\""), "x.png", PNG),
        400,
        "media_missing");
    assertRefused(multipart(part("message", "", image.getBytes(UTF_8))), 400, "media_missing");
    assertRefused(multipart(part("file", "", PNG)), 400, "invalid_request");
    assertThat(multipart("nothing at all".getBytes(UTF_8)).status()).isEqualTo(400);
    assertThat(inbox()).isEmpty();
  }

  @Test
  void rejectsUnsupportedFile() {
    assertRefused(image("url", at("/liar.png")), 422, "media_type_not_allowed");
    assertRefused(image("url", at("/page.html")), 422, "media_type_not_allowed");
    assertRefused(image("url", at("/large.png")), 413, "media_too_large");
    assertRefused(image("url", at("/nothing")), 422, "media_unreachable");
    assertRefused(image("url", "http://10.1.2.3/door.png"), 422, "media_unreachable");
    assertRefused(image("url", "file:///etc/passwd"), 422, "media_unreachable");
    assertRefused(image("url", "no url"), 400, "invalid_content");
    assertRefused(image("data", "no data"), 400, "invalid_content");
    assertRefused(image("data", "data:image/png;base64,*"), 400, "invalid_content");
    assertRefused(image("data", data("image/jpeg", PNG)), 422, "media_type_not_allowed");
    assertRefused(send("\"type\":\"image\""), 400, "media_missing");
    assertRefused(
        send("\"type\":\"audio\",\"data\":\"" + data("", OGG) + "\",\"caption\":\"x\""),
        400,
        "invalid_request");
    assertThat(inbox()).isEmpty();
  }

  @Test
  void doesNotDownloadFileForRefusedRequest() {
    var body =
        message("\"type\":\"image\",\"url\":\"" + at("/door.png") + "\"")
            .replace(session, UUID.randomUUID().toString());

    assertRefused(api.post("/v1/messages", body), 404, "session_not_found");

    assertThat(fetched).hasValue(0);
  }

  @Test
  void downloadsFileOncePerIdempotencyKey() {
    var key = UUID.randomUUID().toString();
    var body = message("\"type\":\"image\",\"url\":\"" + at("/door.png") + "\"");

    var first = api.post("/v1/messages", body, "Idempotency-Key", key).is(202);
    var again = api.post("/v1/messages", body, "Idempotency-Key", key).is(202);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(fetched).hasValue(1);
    assertRefused(
        api.post("/v1/messages", body.replace("door", "gate"), "Idempotency-Key", key),
        422,
        "idempotency_key_reused");
  }

  @Test
  void acceptsUploadOncePerIdempotencyKey() {
    var key = UUID.randomUUID().toString();
    var body = message("\"type\":\"image\"");

    var first = upload(body, "x.png", PNG, "Idempotency-Key", key).is(202);
    var again = upload(body, "x.png", PNG, "Idempotency-Key", key).is(202);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    api.get("/v1/media/" + first.at("/media/id").asText()).is(200);
    assertRefused(
        upload(body, "x.png", Arrays.copyOf(PNG, 100), "Idempotency-Key", key),
        422,
        "idempotency_key_reused");
  }

  @Test
  void deliversLocationsContactsAndReactions() {
    sent("\"type\":\"location\",\"latitude\":24.7,\"longitude\":46.6,\"name\":\"here\"");
    var card = sent("\"type\":\"contact\",\"name\":\"Fatima\",\"number\":\"+966507654321\"");
    var reaction =
        sent(
            "\"type\":\"reaction\",\"emoji\":\"👍\",\"messageId\":\""
                + card.at("/id").asText()
                + "\"");

    assertThat(card.at("/contact/number").asText()).isEqualTo("+966507654321");
    assertThat(reaction.at("/reaction/messageId").asText()).isEqualTo(card.at("/id").asText());
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/body").asText())
        .containsExactly(
            tuple("location", "here"), tuple("contact", "Fatima"), tuple("reaction", "👍"));
  }

  @Test
  void repliesToAndMarksReceivedMessage() {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"body\":\"Is it ready?\"}")
        .is(202);
    var received =
        api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty())
            .at("/items/0/id")
            .asText();

    var answer =
        sent(
            "\"type\":\"text\",\"body\":\"Yes\",\"mentions\":[\"966507654321\"],\"replyTo\":\""
                + received
                + "\"");
    assertThat(answer.at("/replyTo").asText()).isEqualTo(received);
    assertThat(answer.at("/mentions/0").asText()).isEqualTo("+966507654321");

    api.post("/v1/messages/" + received + "/seen", null).is(204);
    assertRefused(
        api.post("/v1/messages/" + answer.at("/id").asText() + "/seen", null),
        409,
        "message_not_received");
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("off"));
    assertRefused(api.post("/v1/messages/" + received + "/seen", null), 409, "not_connected");
  }

  @Test
  void rejectsReplyToMessageOfAnotherChat() {
    var message = sent("\"type\":\"text\",\"body\":\"x\"").at("/id").asText();
    var answer = "\"type\":\"text\",\"body\":\"y\",\"replyTo\":\"%s\"";

    assertRefused(
        api.post(
            "/v1/messages", message(answer.formatted(message)).replace(THEIRS, "+966509999999")),
        409,
        "message_not_quotable");
    assertRefused(send(answer.formatted(UUID.randomUUID())), 404, "message_not_found");
    assertRefused(send(answer.formatted("x")), 404, "message_not_found");
  }

  @Test
  void rejectsUnsupportedTypeAndListsAbilities() {
    var answer = send("\"type\":\"template\",\"name\":\"ready\",\"language\":\"ar\"");

    assertRefused(answer, 501, "type_unsupported");
    assertThat(answer.at("/detail").asText())
        .contains("cannot send template", "send text", "send media", "react");
  }

  @Test
  void acceptsBatchInOrderWithResultPerMessage() {
    var door = message("\"type\":\"image\",\"url\":\"" + at("/door.png") + "\"");
    var batch =
        List.of(
            text(session, THEIRS, "1"),
            door,
            text(session, "nobody", "x"),
            door,
            text(session, THEIRS, "2"),
            text(UUID.randomUUID().toString(), THEIRS, "x"));

    var answer = batch(batch, UUID.randomUUID().toString()).is(207);

    assertThat(statuses(answer)).containsExactly(202, 202, 400, 202, 202, 404);
    assertThat(answer.at("/items/2/error/code").asText()).isEqualTo("invalid_recipient");
    assertThat(answer.at("/items/1/message/media/id"))
        .as("a file that two messages have is fetched once")
        .isEqualTo(answer.at("/items/3/message/media/id"));
    assertThat(fetched).hasValue(1);
    api.until("/v1/messages/" + answer.at("/items/4/message/id").asText(), MessageTypesIT::isSent);
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/body").asText(null))
        .containsExactly(
            tuple("text", "1"), tuple("image", null), tuple("image", null), tuple("text", "2"));
  }

  @Test
  void sendsBatchOfThousandOncePerKey() {
    var key = UUID.randomUUID().toString();
    var messages = IntStream.range(0, 1_000).mapToObj(i -> text(session, THEIRS, "" + i)).toList();

    var first = batch(messages, key).is(200);
    var again = batch(messages, key).is(200);

    assertThat(statuses(first)).hasSize(1_000).containsOnly(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    api.until("/v1/messages/" + first.at("/items/499/message/id").asText(), MessageTypesIT::isSent);
    assertThat(inbox())
        .extracting(it -> it.at("/body").asText())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "" + i).toList());
    assertRefused(batch(messages.subList(0, 2), key), 422, "idempotency_key_reused");
  }

  @Test
  void rejectsOnlyUnreadableItems() {
    var body = "{\"messages\":[{\"type\":\"fax\"},7,null," + text(session, THEIRS, "x") + "]}";

    var answer =
        new Api.Response(
            "POST of a batch",
            call(
                HttpRequest.newBuilder(root.resolve("/v1/messages/batch"))
                    .header("Authorization", "Bearer " + api.key())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build()));

    assertThat(statuses(answer.is(207))).containsExactly(400, 400, 400, 202);
    assertThat(answer.at("/items/0/error/code").asText()).isEqualTo("invalid_request");
  }

  @Test
  void rejectsEmptyAndOversizedBatch() {
    var one = text(session, THEIRS, "x");

    assertRefused(batch(List.of(), "k1"), 400, "invalid_request");
    assertRefused(
        batch(IntStream.range(0, 1_001).mapToObj(i -> one).toList(), "k2"), 400, "invalid_request");
    assertRefused(api.post("/v1/messages/batch", "{}"), 400, "invalid_request");
  }

  private Api.Response batch(List<String> messages, String key) {
    return api.post(
        "/v1/messages/batch",
        "{\"messages\":[" + String.join(",", messages) + "]}",
        "Idempotency-Key",
        key);
  }

  private static List<Integer> statuses(Api.Response answer) {
    var statuses = new ArrayList<Integer>();
    answer.at("/items").forEach(item -> statuses.add(item.at("/status").asInt()));
    return statuses;
  }

  private void serve(String path, String type, byte[] bytes) {
    files.createContext(
        path,
        exchange -> {
          try (exchange) {
            fetched.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  private String at(String path) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + path;
  }

  private String message(String fields) {
    return "{\"sessionId\":\"" + session + "\",\"to\":\"" + THEIRS + "\"," + fields + "}";
  }

  private Api.Response image(String source, String value) {
    return send("\"type\":\"image\",\"" + source + "\":\"" + value + "\"");
  }

  private Api.Response send(String fields) {
    return api.post("/v1/messages", message(fields));
  }

  /** The message, once it has been sent. */
  private Api.Response sent(String fields) {
    return api.until(
        "/v1/messages/" + send(fields).is(202).at("/id").asText(), MessageTypesIT::isSent);
  }

  private static boolean isSent(Api.Response message) {
    return List.of("sent", "delivered", "read").contains(message.at("/status").asText());
  }

  private static void assertRefused(Api.Response answer, int status, String code) {
    assertThat(answer.is(status).at("/code").asText()).as("%s", answer).isEqualTo(code);
  }

  private List<JsonNode> inbox() {
    var items = new ArrayList<JsonNode>();
    api.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items").forEach(items::add);
    return items;
  }

  private Api.Response upload(String message, String filename, byte[] file, String... headers) {
    return multipart(
        joined(
            part("message", "", message.getBytes(UTF_8)),
            part("file", "; filename=\"" + filename + "\"", file)),
        headers);
  }

  private Api.Response multipart(byte[] parts, String... headers) {
    var request =
        HttpRequest.newBuilder(root.resolve("/v1/messages"))
            .header("Authorization", "Bearer " + api.key())
            .header("Content-Type", "multipart/form-data; boundary=" + BORDER)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    joined(parts, ("--" + BORDER + "--\r\n").getBytes(UTF_8))));
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    var answer = new Api.Response("POST of parts", call(request.build()));
    Documented.check("POST", "/v1/messages", null, answer.response());
    return answer;
  }

  private static byte[] part(String name, String more, byte[] content) {
    var head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
            .formatted(BORDER, name, more);
    return joined(head.getBytes(UTF_8), content, "\r\n".getBytes(UTF_8));
  }

  private static byte[] joined(byte[]... pieces) {
    var joined = new ByteArrayOutputStream();
    for (var piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  /** Asks without a key. */
  private HttpResponse<byte[]> get(String path) {
    return call(HttpRequest.newBuilder(root.resolve(path)).build());
  }

  private static HttpResponse<byte[]> call(HttpRequest request) {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] padded(String hex, int size) {
    return Arrays.copyOf(HexFormat.of().parseHex(hex), size);
  }

  private static String data(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
