package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "*",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "application/json;q=0.5, application/problem+json;q=1.0",
        "application/json; version=\"1\";"
      })
  void acceptsWhatClientsSend(String accept) {
    assertThat(MediaTypeHeaders.problem(List.of(), List.of(accept), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        ",",
        "a",
        "a/",
        "/b",
        "a/b/c",
        "a/b,",
        "a/b;q=abc",
        "a/b;q=",
        "a/b;q=2",
        "a/b;q=-1",
        "a/b;Q=x",
        "a/b;c",
        "\"",
        "ä/b",
        "a b/c"
      })
  void rejectsMalformedAccept(String accept) {
    assertThat(MediaTypeHeaders.problem(List.of(), List.of(accept), List.of()))
        .contains(HttpProblem.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=UTF-8",
        "application/json; charset=\"utf-8\";",
        "multipart/form-data; boundary=\"a,b\""
      })
  void acceptsContentTypes(String type) {
    assertThat(MediaTypeHeaders.problem(List.of(type), List.of(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "json",
        "application/",
        "a/b/c",
        "a/b, c/d",
        "application/json; charset=none",
        "application/json; charset=\"",
        "application/json; charset"
      })
  void rejectsMalformedContentTypes(String type) {
    assertThat(MediaTypeHeaders.problem(List.of(type), List.of(), List.of()))
        .contains(HttpProblem.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en;q=abc", "!!", "en,,"})
  void rejectsMalformedLanguages(String languages) {
    assertThat(MediaTypeHeaders.problem(List.of(), List.of(), List.of("de-CH, *;q=0.1"))).isEmpty();
    assertThat(MediaTypeHeaders.problem(List.of(), List.of(), List.of(languages)))
        .contains(HttpProblem.BAD_REQUEST);
  }
}
