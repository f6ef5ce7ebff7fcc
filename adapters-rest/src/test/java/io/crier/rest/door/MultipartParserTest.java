package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.domain.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartParserTest {

  private static final String NAMED = "Content-Disposition: form-data; name=\"a\"\r\n";
  private static final String END = "\r\n--B--\r\n";

  @Test
  void findsEachPart() throws IOException {
    var body =
        "before\r\n--B\r\n"
            + NAMED
            + "Content-Type: application/json\r\n\r\n{}\r\n--B \r\n"
            + "content-disposition: form-data; filename=b.png; name=b\r\n\r\n\r\nfile\n\r\n"
            + "--B--behind";

    var parts = parse(body);

    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).name()).isEqualTo("a");
    assertThat(parts.get(0).type()).hasValue("application/json");
    assertThat(parts.get(0).filename()).isEmpty();
    assertThat(content(body, parts.get(0))).isEqualTo("{}");
    assertThat(parts.get(1).name()).isEqualTo("b");
    assertThat(parts.get(1).type()).isEmpty();
    assertThat(parts.get(1).filename()).hasValue("b.png");
    assertThat(content(body, parts.get(1))).isEqualTo("\r\nfile\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "\r\n-", "\r\n--", "\r\n--C", "\n\r\r\n\r", "\r\n\r\n--A\r\n--", "--B"})
  void readsContentThatResemblesTheBoundary(String content) throws IOException {
    var body = "--B\r\n" + NAMED + "\r\n." + content + END;

    assertThat(content(body, parse(body).getFirst())).isEqualTo("." + content);
  }

  @Test
  void readsPartWithoutContent() throws IOException {
    for (var body :
        List.of("--B\r\n" + NAMED + "\r\n" + END, "--B\r\n" + NAMED + "\r\n--B--\r\n")) {
      assertThat(content(body, parse(body).getFirst())).isEmpty();
    }
  }

  @Test
  void acceptsLinesThatEndInLineFeeds() throws IOException {
    var body = ("--B\r\n" + NAMED + "\r\nx" + END).replace("\r", "");

    assertThat(content(body, parse(body).getFirst())).isEqualTo("x");
  }

  @Test
  void readsFormWithoutParts() throws IOException {
    assertThat(parse("--B--")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"فاتورة.pdf\"|فاتورة.pdf",
        "\"a \\\"b\\\" \\\\ c;d\"|a \"b\" \\ c;d",
        "\"C:\\dir\\a.png\"|C:\\dir\\a.png",
        "a.png|a.png",
        "\"\"|",
        "\"a %22b%22 100%.pdf\"|a \"b\" 100%.pdf",
        "\"=?utf-8?B?w6ltaWxlLnBkZg==?=\"; filename*=utf-8''%C3%A9mile.pdf|émile.pdf",
        "x.pdf; filename*=UTF-8'ar'%D9%81%D8%A7.pdf|فا.pdf",
        "x.pdf; filename*=iso-8859-1''%E9mile+1.pdf|émile+1.pdf"
      })
  void readsFilename(String filenames) throws IOException {
    var filename = filenames.split("\\|", -1);

    assertThat(parse(withFilename(filename[0])).getFirst().filename()).hasValue(filename[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pdf", "utf-16''a.pdf", "utf-8''%D", "utf-8''%GG.pdf", "\"\""})
  void refusesMalformedFilename(String filename) {
    assertRefused(withFilename("a.pdf; filename*=" + filename));
  }

  private static String withFilename(String filename) {
    return "--B\r\nContent-Disposition: form-data; name=a; filename="
        + filename
        + "\r\n\r\nx"
        + END;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: text/plain\r\n",
        "Content-Disposition: attachment; name=a\r\n",
        "Content-Disposition: form-data\r\n",
        "Content-Disposition: form-data; name\r\n",
        "Content-Disposition: form-data; name=\"a\r\n",
        "Content-Disposition: form-data; name=\"a\" x\r\n",
        NAMED + "nonsense\r\n",
        NAMED + NAMED,
        NAMED + "Content-Type: nonsense\r\n",
        NAMED + "Content-Type: multipart/mixed\r\n",
        NAMED + "Content-Type: message/rfc822\r\n",
        NAMED + "Content-Transfer-Encoding: base64\r\n"
      })
  void refusesMalformedHeaders(String headers) {
    assertRefused("--B\r\n" + headers + "\r\nx" + END);
  }

  @Test
  void refusesTooMuchOfAnything() {
    var part = "--B\r\n" + NAMED + "\r\nx\r\n";
    assertRefused(part.repeat(11) + "--B--");
    assertRefused("--B\r\n" + NAMED + "X: " + "a".repeat(9_000) + "\r\n\r\nx" + END);
    assertRefused("--B\r\n" + NAMED + header(30) + "\r\nx" + END);
    assertRefused("--B\r\n" + NAMED + "\r\nx\r\n--Bx\r\n\r\n" + END);
  }

  private static String header(int count) {
    var headers = new StringBuilder();
    for (var n = 0; n < count; n++) {
      headers.append("X").append(n).append(": a\r\n");
    }
    return headers.toString();
  }

  @Test
  void refusesBodyThatEndsBeforeItsClosingBoundary() {
    var whole = "--B\r\n" + NAMED + "\r\nx\r\n--B--";
    for (var length = 0; length < whole.length(); length++) {
      assertRefused(whole.substring(0, length));
    }
  }

  private static void assertRefused(String body) {
    assertThatThrownBy(() -> parse(body)).as(body).isInstanceOf(Refused.class);
  }

  private static List<MultipartParser.Part> parse(String body) throws IOException {
    return new MultipartParser(new ByteArrayInputStream(body.getBytes(UTF_8)), "B").parse();
  }

  private static String content(String body, MultipartParser.Part part) {
    var bytes = body.getBytes(UTF_8);
    return new String(bytes, (int) part.first(), (int) part.length(), ISO_8859_1);
  }
}
