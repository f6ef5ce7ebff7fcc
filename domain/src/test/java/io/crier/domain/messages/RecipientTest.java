package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_RECIPIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.Refused;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {

  @ParameterizedTest
  @CsvSource({
    "+966501234567, +966501234567",
    "966501234567, +966501234567",
    "966501234567@c.us, +966501234567",
    "966501234567@s.whatsapp.net, +966501234567",
    "+966501234567@c.us, +966501234567",
    "120363025246125486@g.us, 120363025246125486@g.us",
    "34612345678-1600000000@g.us, 34612345678-1600000000@g.us",
    "123456789012345@lid, 123456789012345@lid",
    "1234567, +1234567",
    "123456789012345, +123456789012345",
    "+966 50 123 4567, +966501234567",
  })
  void normalizesEveryForm(String text, String normal) {
    var recipient = Recipient.parse(text);

    assertThat(recipient.text()).isEqualTo(normal);
    assertThat(Recipient.parse(recipient.text())).isEqualTo(recipient);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "hello",
        "+",
        "++966501234567",
        "0501234567",
        "+0501234567",
        "123456",
        "1234567890123456",
        "٩٦٦٥٠١٢٣٤٥٦٧",
        "966501234567@",
        "966 501234567@c.us",
        "00966501234567@c.us",
        "966501234567@C.US",
        "966501234567@g.us@c.us",
        "@g.us",
        "-@g.us",
        "+120363025246125486@g.us",
        "1234@lid",
        "123456789012345678901@lid",
        "status@broadcast",
        "120363144038483540@newsletter",
      })
  void rejectsAnythingElse(String text) {
    assertRefused(INVALID_RECIPIENT, () -> Recipient.parse(text));
  }

  @Test
  void parsesWhereStoriesArePosted() {
    assertThat(Recipient.parseAny("status@broadcast")).isEqualTo(new Recipient.Stories());
    assertThat(Recipient.parseAny("966501234567")).isEqualTo(Recipient.parse("+966501234567"));
  }

  @Test
  void rejectsGarbage() {
    var random = new Random(3);
    var alphabet = "+-@0123456789.cgusldwhatpne \0\u0661";
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder();
      for (var length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        var recipient = Recipient.parse(text.toString());
        assertThat(Recipient.parse(recipient.text())).isEqualTo(recipient);
      } catch (Refused refused) {
        assertThat(refused.problem()).isEqualTo(INVALID_RECIPIENT);
      }
    }
  }
}
