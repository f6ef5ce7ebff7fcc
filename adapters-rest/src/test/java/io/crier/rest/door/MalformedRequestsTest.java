package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestsTest {

  private static final List<String> NONE = List.of();
  private static final List<String> HOST = List.of("localhost:9080");
  private static final List<String> CHUNKED = List.of("chunked");

  @Test
  void acceptsUnambiguousRequests() {
    assertThat(isFramed(HOST, NONE, NONE)).isTrue();
    assertThat(isFramed(List.of("[::1]:9080"), List.of("10"), NONE)).isTrue();
    assertThat(isFramed(List.of("crier.example:"), NONE, CHUNKED)).isTrue();
    assertThat(MalformedRequests.isFramed("HTTP/1.0", NONE, NONE, NONE)).isTrue();
  }

  @Test
  void rejectsRequestsThatServersReadDifferently() {
    assertThat(isFramed(HOST, List.of("10"), CHUNKED)).isFalse();
    assertThat(isFramed(HOST, List.of("10", "10"), NONE)).isFalse();
    assertThat(isFramed(HOST, NONE, List.of("chunked", "identity"))).isFalse();
    assertThat(isFramed(HOST, NONE, List.of("gzip, chunked"))).isFalse();
    assertThat(isFramed(List.of("a", "a"), NONE, NONE)).isFalse();
    assertThat(isFramed(NONE, NONE, NONE)).isFalse();
    assertThat(MalformedRequests.isFramed("HTTP/2.0", HOST, NONE, NONE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "0x1a", "1e2", "10, 10", "1 0", "9999999999999999999"})
  void rejectsMalformedLengths(String length) {
    assertThat(isFramed(HOST, List.of(length), NONE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:port", "[::1", "<x>", "a/b@c", "a:123456", "ä"})
  void rejectsMalformedHosts(String host) {
    assertThat(isFramed(List.of(host), NONE, NONE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/account", "/v1/phones/+34612345678", "/v1/x;a=b", "/v1/%D8%A3"})
  void acceptsPaths(String path) {
    assertThat(MalformedRequests.isTarget("http://x" + path, path, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%z",
        "/%zz",
        "/%00",
        "/%0a",
        "/%2F",
        "/a%5cb",
        "/#",
        "/\\",
        "/|",
        "/{x}",
        "/%ff",
        "/%c0%ae",
        "/%ed%a0%80",
        "/é"
      })
  void rejectsMalformedPaths(String path) {
    assertThat(MalformedRequests.isTarget("http://x" + path, path, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a=%zz", "{", "a=%ff", "a=é", "a b"})
  void rejectsMalformedQueries(String query) {
    assertThat(MalformedRequests.isTarget("http://x/a", "/a", "a=%00&b=%2F+&&c")).isTrue();
    assertThat(MalformedRequests.isTarget("http://x/a", "/a", query)).isFalse();
  }

  private static boolean isFramed(
      List<String> hosts, List<String> lengths, List<String> encodings) {
    return MalformedRequests.isFramed("HTTP/1.1", hosts, lengths, encodings);
  }
}
