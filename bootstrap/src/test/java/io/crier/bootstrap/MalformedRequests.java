package io.crier.bootstrap;

import io.crier.bootstrap.RawHttp.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Malformed requests by name, each made of a valid one with one mistake. */
final class MalformedRequests {

  private static final String BODY = "{\"name\":\"x\",\"role\":\"none\"}";
  private static final String SIZE = Integer.toHexString(BODY.length());
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String LENGTH = "Content-Length: " + BODY.length() + "\r\n";
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final String LONG = "a".repeat(40_000);

  private final Map<String, Request> all = new LinkedHashMap<>();
  private final String key;

  MalformedRequests(String key) {
    this.key = key;
    chunks();
    lengths();
    encodings();
    hosts();
    headerLines();
    requestLines();
    targets();
    mediaTypes();
    bodies();
    abortedRequests();
    slowRequests();
  }

  Map<String, Request> all() {
    return all;
  }

  /** Valid requests, which show that the mistakes are the only reason for a refusal. */
  Map<String, Request> wellFormed() {
    return Map.of(
        "a GET", Request.of(get("/v1/account", "")),
        "a body with a length", Request.of(post(LENGTH, BODY)),
        "a body in chunks", Request.of(post(CHUNKED, SIZE + "\r\n" + BODY + "\r\n" + LAST_CHUNK)),
        "absolute form", Request.of(get("http://localhost/v1/account", "")),
        "a header of the web server plug-in", Request.of(get("/v1/account", "$WSSP: zz\r\n")));
  }

  private void chunks() {
    var end = "\r\n" + BODY + "\r\n" + LAST_CHUNK;
    chunk("size is no number", "zz" + end);
    chunk("size is negative", "-5" + end);
    chunk("size with 0x", "0x" + SIZE + end);
    chunk("size is empty", end);
    chunk("size beyond int", "80000000" + end);
    chunk("size beyond long", "ffffffffffffffff" + end);
    chunk("size too small", "2" + end);
    chunk("size too large", "ff" + end);
    chunk("spaces before the size", "  " + SIZE + end);
    chunk("no line end after the data", SIZE + "\r\n" + BODY + LAST_CHUNK);
    chunk("no last chunk", SIZE + "\r\n" + BODY + "\r\n");
    chunk("no line end after the last chunk", SIZE + "\r\n" + BODY + "\r\n0\r\n");
    chunk("extension", SIZE + ";a=b" + end);
    chunk("extension of 40,000 characters", SIZE + ";" + LONG + end);
    chunk("extension with a line end in quotes", SIZE + ";a=\"b\r\n\"" + end);
    chunk("malformed trailer", SIZE + "\r\n" + BODY + "\r\n0\r\nnonsense\r\n\r\n");
    chunk("lines end in LF", SIZE + "\n" + BODY + "\n0\n\n");
  }

  private void chunk(String mistake, String body) {
    add("chunk: " + mistake, post(CHUNKED, body));
  }

  private void lengths() {
    Stream.of("", "-1", "+26", "0x1a", "1e2", "abc", "26 26", "26, 26", "26;", "9".repeat(30))
        .forEach(it -> add("Content-Length: " + it, post("Content-Length: " + it + "\r\n", BODY)));
    add("Content-Length twice", post(LENGTH + LENGTH, BODY));
    add("two different Content-Length", post(LENGTH + "Content-Length: 5\r\n", BODY));
    add("space before the colon", post(LENGTH.replace(":", " :"), BODY));
    add("no Content-Length", post("", BODY));
  }

  private void encodings() {
    var chunks = SIZE + "\r\n" + BODY + "\r\n" + LAST_CHUNK;
    add("Content-Length, then Transfer-Encoding", post(LENGTH + CHUNKED, chunks));
    add("Transfer-Encoding, then Content-Length", post(CHUNKED + LENGTH, chunks));
    add("Transfer-Encoding twice", post(CHUNKED + "Transfer-Encoding: identity\r\n", chunks));
    Stream.of("gzip", "gzip, chunked", "chunked, gzip", "identity", "xchunked", "\"chunked\"")
        .forEach(
            it ->
                add("Transfer-Encoding: " + it, post("Transfer-Encoding: " + it + "\r\n", chunks)));
  }

  private void hosts() {
    Stream.of("", "a b", "a:port", "[::1", "<x>", "a/b@c?d", "a:999999", "a".repeat(5_000))
        .forEach(it -> add("Host: " + shown(it), host("Host: " + it + "\r\n")));
    add("no Host", host(""));
    add("two Hosts", host("Host: localhost\r\nHost: other\r\n"));
  }

  private String host(String lines) {
    return get("/v1/account", "").replace("Host: localhost\r\n", lines);
  }

  private void headerLines() {
    header("NUL in a value", "X-A: a\0b");
    header("control character in a value", "X-A: a\1b");
    header("CR in a value", "X-A: a\rb");
    header("line ends in LF", "X-A: a\nX-B: b");
    header("folded", "X-A: a\r\n b");
    header("no colon", "nothing");
    header("no name", ": x");
    header("space in a name", "X A: x");
    header("NUL in a name", "X\0A: x");
    header("40,000 characters", "X-A: " + LONG);
    header("5,000 of them", "X-A: a\r\n".repeat(5_000) + "X-A: a");
    header("bytes that are no UTF-8 in the idempotency key", "Idempotency-Key: \u00ff\u00fe");
  }

  private void header(String mistake, String line) {
    add("header: " + mistake, post(LENGTH + line + "\r\n", BODY));
  }

  private void requestLines() {
    Stream.of("", "G@T", "\0", "BREW", "GE T", "get", "CONNECT", "TRACE", "a".repeat(9_000))
        .forEach(it -> add("method " + shown(it), line(it + " /v1/account HTTP/1.1")));
    Stream.of("", "HTTP/", "HTTP/1", "http/1.1", "XTTP/1.1", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1.1")
        .forEach(it -> add("version " + it, line("GET /v1/account " + it)));
    add("no version", line("GET /v1/account"));
    add("TLS", Request.of("\26\3\1\2\0\1\0\1\374\3\3" + "\253".repeat(300)).ended());
    add("all bytes", Request.of(allBytes().repeat(4)).ended());
    add("preface of HTTP/2", Request.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").ended());
  }

  private String line(String line) {
    return get("/v1/account", "").replace("GET /v1/account HTTP/1.1", line);
  }

  private static String allBytes() {
    var bytes = new StringBuilder();
    for (char it = 0; it < 256; it++) {
      bytes.append(it);
    }
    return bytes.toString();
  }

  private void targets() {
    Stream.of(
            "/v1/%",
            "/v1/%z",
            "/v1/%zz",
            "/v1/%00",
            "/v1/%0d%0aX:y",
            "/v1/%2e%2e/%2e%2e",
            "/../../etc/passwd",
            "/v1/messages/%2f",
            "/v1/messages/%5c",
            "/v1/\\",
            "/v1/|",
            "/v1/{x}",
            "/v1/a b",
            "/v1/account#f",
            "/v1/%ff%fe",
            "/v1/\u00ff\u00fe",
            "/v1/%c0%ae",
            "/v1/%ed%a0%80",
            "/v1/account;%zz=1",
            "/%76%31/account",
            "/v1/" + LONG,
            "v1/account",
            "*",
            "http://",
            "http://[/v1",
            "/health/%zz",
            "/nothing%zz",
            "/engines/%zz",
            "/WEB-INF/web.xml",
            "/.error")
        .forEach(it -> add("target " + shown(it), get(it, "")));
    Stream.of(
            "%",
            "%zz=1",
            "limit=%z",
            "peer=%ff",
            "peer=%ed%a0%80",
            "peer=\u00ff",
            "{",
            "a=%u0041",
            "cursor=a b",
            "cursor=" + LONG,
            "limit")
        .forEach(it -> add("query " + shown(it), get("/v1/messages?" + it, "")));
    add("query %zz of a link", get("/v1/media/x?token=%zz", ""));
    add("OPTIONS *", line("OPTIONS * HTTP/1.1"));
  }

  private void mediaTypes() {
    Stream.of(
            ";",
            ",",
            "a",
            "a/",
            "/b",
            "a/b/c",
            "application/json,",
            "*/*;q=abc",
            "application/json;q=abc",
            "application/json;q=",
            "application/json;q=2",
            "\"",
            "\0",
            "text/html;q=\"",
            "\u00e4/b",
            "image/png")
        .forEach(it -> add("Accept: " + it, get("/v1/account", "Accept: " + it + "\r\n")));
    Stream.of("en;q=abc", "!!")
        .forEach(
            it ->
                add(
                    "Accept-Language: " + it,
                    get("/v1/account", "Accept-Language: " + it + "\r\n")));
    Stream.of(
            "",
            "*/*",
            "application/*",
            "json",
            "application/",
            "/json",
            "a/b/c",
            "text/plain",
            "application/json, text/plain",
            "application/json; charset=none",
            "application/json; charset",
            "application/json; charset=\"",
            "\u00e4/b")
        .forEach(
            it ->
                add(
                    "Content-Type: " + it,
                    post(LENGTH, BODY)
                        .replace("Content-Type: application/json", "Content-Type: " + it)));
  }

  private void bodies() {
    body("no UTF-8", "{\"\u00ff\":1}");
    body("no UTF-32", "\0\0\0{\u00ff\u00ff\u00ff\u00ff");
    body("half of UTF-16", "\u00ff\u00fe{");
    body("NUL", "\0");
    body("all bytes", allBytes());
    add("body: gzip", post(LENGTH + "Content-Encoding: gzip\r\n", BODY));
  }

  private void body(String mistake, String body) {
    add("body: " + mistake, post("Content-Length: " + body.length() + "\r\n", body));
  }

  /** The client disconnects after each of these bytes. */
  private void abortedRequests() {
    var whole = post(LENGTH, BODY);
    for (var length = 1; length < whole.length(); length += 23) {
      add("aborted after " + length, Request.of(whole.substring(0, length)).ended());
    }
    var chunked = post(CHUNKED, SIZE + "\r\n" + BODY + "\r\n" + LAST_CHUNK);
    for (var length = chunked.length() - 5; length > chunked.length() - 40; length -= 5) {
      add("aborted chunks after " + length, Request.of(chunked.substring(0, length)).ended());
    }
    var waits = post(LENGTH + "Expect: 100-continue\r\n", "");
    add("aborted while it waits for 100", Request.of(waits).ended());
  }

  private void slowRequests() {
    var head = post(LENGTH, "");
    add("slow: head stops", Request.of(head.substring(0, head.length() - 2)));
    add("slow: body stops", Request.of(head + BODY.substring(0, 10)));
    add(
        "slow: body never comes after 100",
        Request.of(post(LENGTH + "Expect: 100-continue\r\n", "")));
    add("slow: chunk stops", Request.of(post(CHUNKED, SIZE + "\r\n" + BODY.substring(0, 10))));
    add(
        "slow: one byte, then none",
        new Request(List.of(head, BODY.substring(0, 1)), Duration.ofSeconds(1), false));
  }

  private void add(String name, String text) {
    add(name, Request.of(text));
  }

  private void add(String name, Request request) {
    if (all.put(name, request) != null) {
      throw new IllegalArgumentException("twice: " + name);
    }
  }

  private String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + common() + headers + "\r\n";
  }

  /** A request whose body, if it is read, is refused because of its role. */
  private String post(String headers, String body) {
    return "POST /v1/api-keys HTTP/1.1\r\n"
        + common()
        + "Content-Type: application/json\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private String common() {
    return "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer " + key + "\r\n";
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
