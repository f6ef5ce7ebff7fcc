package io.crier.domain.phones;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationCodeTest {

  @Test
  void drawsSixDigitsWithAnyFirstDigit() {
    var random = new SplittableRandom(1);

    var first =
        IntStream.range(0, 1_000)
            .mapToObj(n -> VerificationCode.draw(random).digits().charAt(0))
            .collect(Collectors.toSet());

    assertThat(first).hasSize(10);
  }

  @Test
  void drawsTheSameDigitsInEveryLocale() {
    var usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    try {
      assertThat(VerificationCode.draw(new SplittableRandom(1)).digits()).matches("[0-9]{6}");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "12345", "1234567", "12345x", "١٢٣٤٥٦", "123456\n"})
  void rejectsAMalformedCode(String text) {
    assertRefused(INVALID_CODE, () -> new VerificationCode(text));
  }

  @Test
  void hidesItsDigits() {
    assertThat(new VerificationCode("493817").toString()).doesNotContain("493817");
  }
}
