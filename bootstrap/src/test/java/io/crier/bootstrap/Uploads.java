package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crier.bootstrap.RawHttp.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Multipart uploads of files, valid and invalid. */
final class Uploads {

  private static final String TYPE = "multipart/form-data; boundary=B";
  private static final String END = "--B--\r\n";

  private final Map<String, Upload> all = new LinkedHashMap<>();
  private final String message;
  private final String file;

  private Uploads(String session) {
    message =
        """
        --B\r
        Content-Disposition: form-data; name="message"\r
        Content-Type: application/json\r
        \r
        {"sessionId":"%s","to":"%s","type":"document"}\r
        """
            .formatted(session, Routes.NUMBER);
    file =
        """
        --B\r
        Content-Disposition: form-data; name="file"; filename="a.txt"\r
        Content-Type: text/plain\r
        \r
        hello\r
        """;
  }

  /** A multipart request. */
  record Upload(String type, String body) {

    Request request(String key) {
      return Request.of(
          "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: Bearer "
              + key
              + "\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + body.getBytes(ISO_8859_1).length
              + "\r\n\r\n"
              + body);
    }
  }

  static Map<String, Upload> wellFormed(String session) {
    var uploads = new Uploads(session);
    uploads.add("usual", TYPE, uploads.message + uploads.file + END);
    uploads.add("no line end behind it", TYPE, uploads.message + uploads.file + "--B--");
    uploads.add("quoted boundary", "multipart/form-data; boundary=\"B\"", uploads.whole());
    uploads.add("text before and behind it", TYPE, "before\r\n" + uploads.whole() + "behind");
    uploads.add("file first", TYPE, uploads.file + uploads.message + END);
    return uploads.all;
  }

  static Map<String, Upload> malformed(String session) {
    var uploads = new Uploads(session);
    uploads.boundaries();
    uploads.parts();
    uploads.truncated();
    return uploads.all;
  }

  private String whole() {
    return message + file + END;
  }

  private void boundaries() {
    add("no boundary", "multipart/form-data", whole());
    add("empty boundary", "multipart/form-data; boundary=", whole());
    add("another boundary", "multipart/form-data; boundary=C", whole());
    for (var length : new int[] {71, 5_000, 20_000}) {
      var boundary = "B".repeat(length);
      add(
          "boundary of " + length,
          "multipart/form-data; boundary=" + boundary,
          whole().replace("--B", "--" + boundary));
    }
    add("another multipart type", "multipart/mixed; boundary=B", whole());
    add("any multipart type", "multipart/*; boundary=B", whole());
  }

  private void parts() {
    file("no Content-Disposition", it -> it.replaceFirst("Content-Disposition.*\r\n", ""));
    file("no headers", it -> it.replaceAll("Content-.*\r\n", ""));
    file("no name", it -> it.replace("name=\"file\"; ", ""));
    file("malformed Content-Disposition", it -> it.replace("form-data; name=\"file\"", "=;;\""));
    file("header line of 20,000", it -> header(it, "X-A: " + "a".repeat(20_000)));
    file("5,000 header lines", it -> header(it, "X-A: a\r\n".repeat(4_999) + "X-A: a"));
    file("no type", it -> it.replace("text/plain", "nonsense"));
    file(
        "nested parts",
        it ->
            it.replace("text/plain", "multipart/mixed; boundary=N")
                .replace("hello", "--N\r\n\r\nhello\r\n--N--"));
    file("nested parts without a boundary", it -> it.replace("text/plain", "multipart/mixed"));
    file("a message with headers of its own", it -> it.replace("text/plain", "message/rfc822"));
    add("1,000 parts", TYPE, message + file.repeat(999) + END);
    add("no parts", TYPE, END);
    add("only a message", TYPE, message + END);
    add("only a file", TYPE, file + END);
  }

  private static String header(String part, String line) {
    return part.replace("Content-Type", line + "\r\nContent-Type");
  }

  private void file(String mistake, UnaryOperator<String> change) {
    add(mistake, TYPE, message + change.apply(file) + END);
  }

  private void truncated() {
    for (var missing = END.length() - 2; missing < whole().length(); missing += 20) {
      add("without the last " + missing, TYPE, whole().substring(0, whole().length() - missing));
    }
    add("without the last hyphen", TYPE, message + file + "--B-");
    add("empty", TYPE, "");
  }

  private void add(String name, String type, String body) {
    all.put(name, new Upload(type, body));
  }
}
