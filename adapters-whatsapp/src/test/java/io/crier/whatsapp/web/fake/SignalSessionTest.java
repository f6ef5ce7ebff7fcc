package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import io.crier.whatsapp.web.fake.SignalSession.Bundle;
import io.crier.whatsapp.web.fake.SignalSession.Secrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalSessionTest {

  private final Secrets bob =
      new Secrets(KeyPair.generate(), KeyPair.generate(), KeyPair.generate());
  private SignalSession alices;
  private SignalSession bobs;

  @BeforeEach
  void decryptsFirstMessage() {
    alices = start();
    var first = SignalSession.preKeyMessage(alices.seal(bytes("hello")));
    bobs = SignalSession.accept(bob, first);
    assertThat(text(bobs.open(first.bytes(4)))).isEqualTo("hello");
  }

  private SignalSession start() {
    return SignalSession.start(
        KeyPair.generate(),
        1,
        new Bundle(
            bob.identity().publicKey(), 1, bob.signed().publicKey(), 1, bob.oneTime().publicKey()));
  }

  @Test
  void decryptsAlternatingMessages() {
    for (var turn = 0; turn < 3; turn++) {
      assertThat(text(alices.open(bobs.seal(bytes("to alice " + turn)))))
          .isEqualTo("to alice " + turn);
      assertThat(text(bobs.open(alices.seal(bytes("to bob " + turn))))).isEqualTo("to bob " + turn);
    }
  }

  @Test
  void repeatsPreKeyUntilAnswered() {
    var again = SignalSession.preKeyMessage(alices.seal(bytes("again")));
    assertThat(bobs.wasStartedBy(again)).isTrue();
    assertThat(text(bobs.open(again.bytes(4)))).isEqualTo("again");
    assertThat(alices.isAwaitingAnswer()).isTrue();

    alices.open(bobs.seal(bytes("nice to meet you")));
    assertThat(alices.isAwaitingAnswer()).isFalse();
  }

  @Test
  void decryptsMessagesOutOfOrder() {
    alices.open(bobs.seal(bytes("answer")));
    var first = alices.seal(bytes("first"));
    var second = alices.seal(bytes("second"));

    assertThat(text(bobs.open(second))).isEqualTo("second");
    assertThat(text(bobs.open(first))).isEqualTo("first");
  }

  @Test
  void rejectsRepeatedMessage() {
    var message = bobs.seal(bytes("once"));
    alices.open(message);

    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> alices.open(message));
  }

  @Test
  void rejectsMessageOfOtherSession() {
    alices.open(bobs.seal(bytes("answer")));
    var stranger = SignalSession.preKeyMessage(start().seal(bytes("stranger"))).bytes(4);

    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> bobs.open(stranger));
    assertThat(text(bobs.open(alices.seal(bytes("still here"))))).isEqualTo("still here");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
