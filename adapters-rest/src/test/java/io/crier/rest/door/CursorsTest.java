package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_CURSOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

  private final Cursors cursors = new Cursors("the server's".getBytes(StandardCharsets.UTF_8));

  @Test
  void readsBackItsPosition() {
    assertThat(cursors.read("words", cursors.write("words", "b"))).isEqualTo("b");
  }

  @Test
  void rejectsCursorOfAnotherList() {
    assertRefused("keys", cursors.write("words", "b"));
  }

  @Test
  void rejectsCursorOfAnotherServer() {
    var other = new Cursors("another".getBytes(StandardCharsets.UTF_8));

    assertRefused("words", other.write("words", "b"));
  }

  @Test
  void rejectsCursorWithAnyBitChanged() {
    var cursor = Base64.getUrlDecoder().decode(cursors.write("words", "b"));
    for (int bit = 0; bit < cursor.length * 8; bit++) {
      var forged = cursor.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused("words", Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Yg", "!!!!", "AAAAAAAAAAAAAAAAAAAAAA"})
  void rejectsInvalidCursor(String text) {
    assertRefused("words", text);
  }

  @Test
  void rejectsTooLongCursor() {
    assertRefused("words", "A".repeat(100_000));
  }

  private void assertRefused(String list, String cursor) {
    var refused = catchThrowableOfType(Refused.class, () -> cursors.read(list, cursor));
    assertThat(refused.problem()).isEqualTo(INVALID_CURSOR);
  }
}
