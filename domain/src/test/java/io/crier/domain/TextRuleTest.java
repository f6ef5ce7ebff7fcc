package io.crier.domain;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {

  private static final TextRule NAME = TextRule.line(3);
  private static final TextRule BODY = TextRule.text(0, 3);

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0", "\uD83D", "\uDE00", "a\uD83D", "\uDE00\uD83D", "\uD83Dx"})
  void refusesOrRepairsMalformedText(String text) {
    assertThat(NAME.allows(text)).isFalse();
    assertThat(BODY.allows(text)).isFalse();
    assertThat(TextRule.repaired(text)).contains("\uFFFD").matches(TextRule::isWellFormed);
    assertThatThrownBy(() -> NAME.require("name", text, INVALID_REQUEST))
        .isInstanceOf(Refused.class)
        .hasMessage("name: expected well-formed Unicode without NUL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "ابت", "👍👍👍", "a b", " a ", "\u200Fa\u200E"})
  void countsCodePoints(String text) {
    assertThat(NAME.require("name", text, INVALID_REQUEST)).isEqualTo(text);
    assertThat(BODY.allows(text)).isTrue();
    assertThat(BODY.allows(text + text)).isFalse();
    assertThat(TextRule.repaired(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\u2003", "\t", "a\n", "a\u0007", "\u0085a", "a\u2028", "\u2029a"})
  void refusesBlankLinesAndControlCharacters(String text) {
    assertThat(NAME.allows(text)).isFalse();
    assertThat(BODY.allows(text)).isTrue();
  }

  @Test
  void refusesMissingText() {
    assertThat(NAME.allows(null)).isFalse();
    assertThat(BODY.allows(null)).isFalse();
  }
}
