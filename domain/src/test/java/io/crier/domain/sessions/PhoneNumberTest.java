package io.crier.domain.sessions;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.INVALID_PHONE_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+966501234567",
        "966501234567",
        "00966501234567",
        "+966 50 123 4567",
        " 00966-50-123-4567\n",
        "+966 (50) 123.45.67",
        "+966\u00A050\u202F123\u20134567",
        "\u202A+966 50 123 4567\u202C",
      })
  void readsNumbersAsPeopleWriteThem(String text) {
    assertThat(PhoneNumber.parse(text)).isEqualTo(new PhoneNumber("+966501234567"));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "0501234567",
        "+0501234567",
        "++966501234567",
        "+00966501234567",
        "000966501234567",
        "+966 (0)50 123 4567",
        "+966 (50 123 4567",
        "(+966) 501234567",
        "966/501234567",
        "966501234567@c.us",
        "966501234567x2",
        "٩٦٦٥٠١٢٣٤٥٦٧",
        "123456",
        "1234567890123456",
      })
  void refusesWhatIsNoInternationalNumber(String text) {
    assertRefused(INVALID_PHONE_NUMBER, () -> PhoneNumber.parse(text));
  }

  @Test
  void refusesLongTextWithoutReadingIt() {
    assertRefused(INVALID_PHONE_NUMBER, () -> PhoneNumber.parse("966501234567" + " ".repeat(100)));
  }

  @Test
  void masksAllButTheFirstTwoAndTheLastFourDigits() {
    assertThat(new PhoneNumber("+923001234567").masked()).isEqualTo("92******4567");
    assertThat(new PhoneNumber("+1234567").masked()).isEqualTo("12*4567");
  }
}
