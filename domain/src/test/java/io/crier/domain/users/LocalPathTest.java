package io.crier.domain.users;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.users.IdentityProblem.INVALID_RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/#/inbox/0196/%2B966501234567", "/#/messages?status=failed&peer=a"})
  void allowsPathsOfThisServer(String path) {
    assertThat(new LocalPath(path).value()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "inbox",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        " //evil.example",
        "/a\\b",
        "/\u2044evil.example",
        ".evil.example",
        "@evil.example"
      })
  void refusesWhatABrowserCouldTakeForAnotherServer(String path) {
    assertRefused(INVALID_RETURN, () -> new LocalPath(path));
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 5_000})
  void refusesLongPaths(int length) {
    assertRefused(INVALID_RETURN, () -> new LocalPath("/" + "a".repeat(length - 1)));
  }
}
