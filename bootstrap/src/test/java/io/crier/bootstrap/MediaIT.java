package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of messages: uploaded, downloaded from a URL, and served to callers. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MediaIT extends MessageRequests {

  private static final String BOUNDARY = "a-boundary";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
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
  void servesPartOfFile() {
    var message = sent("\"type\":\"document\",\"data\":\"" + data("application/pdf", PDF) + "\"");
    var path = "/v1/media/" + message.at("/media/id").asText();
    var whole = api.get(path, "Accept-Encoding", "gzip").is(200);
    var tag = whole.header("ETag").orElseThrow();
    var size = PDF.length;

    var part = api.get(path, "Range", "bytes=2-4").is(206);
    var end = api.get(path, "Range", "bytes=-3", "If-Range", tag).is(206);

    assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(PDF, 2, 5));
    assertThat(part.header("Content-Range")).hasValue("bytes 2-4/" + size);
    assertThat(part.header("Content-Length")).hasValue("3");
    assertThat(end.response().body()).isEqualTo(Arrays.copyOfRange(PDF, size - 3, size));
    assertThat(whole.header("Accept-Ranges")).hasValue("bytes");
    assertThat(whole.header("Content-Length")).hasValue(Integer.toString(size));
    assertThat(whole.header("Content-Encoding")).isEmpty();
    assertThat(api.get(path, "Range", "bytes=0-1", "If-Range", "\"other\"").is(200).text())
        .isEqualTo(whole.text());
    assertThat(api.get(path, "If-None-Match", tag).is(304).text()).isEmpty();
    var beyond = api.get(path, "Range", "bytes=" + size + "-").is(416);
    assertThat(beyond.at("/code").asText()).isEqualTo("range_not_satisfiable");
    assertThat(beyond.header("Content-Range")).hasValue("bytes */" + size);
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
    api.until("/v1/messages/" + answer.at("/id").asText(), MessageRequests::isSent);
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
  void keepsNoTemporaryFileOfAnUpload() throws IOException {
    var size = 3_000_017;
    upload(message("\"type\":\"document\""), "unusual.pdf", Arrays.copyOf(PDF, size)).is(202);

    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!temporaryFiles(size).isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(temporaryFiles(size)).isEmpty();
  }

  /** Those of this size, or a little larger because of what is around the file. */
  private static List<Path> temporaryFiles(int size) throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(it -> it.toFile().length() >= size && it.toFile().length() < size + 1_000)
          .toList();
    }
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
    assertRefused(image("url", "http://10.1.2.3/door.png"), 422, "media_url_blocked");
    assertRefused(image("url", "file:///etc/passwd"), 422, "media_url_blocked");
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
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    joined(parts, ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8))));
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
            .formatted(BOUNDARY, name, more);
    return joined(head.getBytes(UTF_8), content, "\r\n".getBytes(UTF_8));
  }

  private static byte[] joined(byte[]... pieces) {
    var joined = new ByteArrayOutputStream();
    for (var piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  /** Sends a request without a key. */
  private HttpResponse<byte[]> get(String path) {
    return call(HttpRequest.newBuilder(root.resolve(path)).build());
  }
}
