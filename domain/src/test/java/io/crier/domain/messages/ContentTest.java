package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_METADATA;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "أهلا, عساك بخير؟",
        "👩‍👩‍👧‍👦",
        " \t\r\n",
        "e\u0301",
        "\u202Eabc",
        "\uFFFF\uFEFF"
      })
  void aTextIsKeptAsItIs(String body) {
    assertThat(new Content.Text(body).body()).isEqualTo(body);
  }

  @Test
  void aTextHasFrom1To4096Characters() {
    assertRefused(INVALID_TEXT, () -> new Content.Text(null));
    assertRefused(INVALID_TEXT, () -> new Content.Text(""));
    assertThat(new Content.Text("x".repeat(4_096)).length()).isEqualTo(4_096);
    assertRefused(INVALID_TEXT, () -> new Content.Text("x".repeat(4_097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\uD83D", "\uDE00", "a\uD83D", "\uDE00\uD83D", "\uD83Dx"})
  void whatCannotBeWrittenAsUtf8OrKeptIsRefused(String body) {
    assertRefused(INVALID_TEXT, () -> new Content.Text(body));
  }

  @Test
  void metadataHasLimitsAndNoNul() {
    var longest = "{\"k\":\"" + "v".repeat(4_096 - 8) + "\"}";

    assertThat(new Metadata(longest).json()).hasSize(4_096);
    assertRefused(INVALID_METADATA, () -> new Metadata(longest + " "));
    assertRefused(INVALID_METADATA, () -> new Metadata("{\"k\":\"\\u0000\"}"));
  }
}
