package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilBoundaryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--aab--",
        "--aab\r\n\r\nx\r\n--aab--\r\n",
        "--aab\n\nx\n--aab--",
        "--aab\r\n\r\nx\r\n--a--aaab\n\n--aab--behind",
        "--aab\r\n\r\nx\r\n--aa\n--aab--"
      })
  void detectsTheClosingBoundary(String body) throws IOException {
    assertThat(isComplete(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--aab",
        "--aab\r\n\r\nx\r\n",
        "--aab\r\n\r\nx\r\n--aab",
        "--aab\r\n\r\nx\r\n--aab-",
        "--aab\r\n\r\nx--aab--",
        "--aab\r\n\r\nx\r\n--ab--"
      })
  void detectsTruncatedBodies(String body) throws IOException {
    assertThat(isComplete(body)).isFalse();
  }

  private static boolean isComplete(String body) throws IOException {
    var whole = read(body);
    whole.readAllBytes();
    var single = read(body);
    while (single.read() >= 0) {
      // byte by byte
    }
    assertThat(single.isComplete()).isEqualTo(whole.isComplete());
    return whole.isComplete();
  }

  private static UntilBoundary read(String body) {
    return new UntilBoundary(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), "aab");
  }
}
