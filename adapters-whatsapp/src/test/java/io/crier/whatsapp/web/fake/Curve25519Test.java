package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class Curve25519Test {

  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  /** Made by Baileys 7.0.0-rc14, whose signer keeps the sign of the key in the signature. */
  private static final byte[] THEIR_KEY =
      HexFormat.of().parseHex("8ddb77d7cc52f098db2c7d9e4024b1cc6baea83885d61516d405965a2eee982a");

  private static final byte[] THEIR_SIGNATURE =
      HexFormat.of()
          .parseHex(
              "280f1a27afd1cf8b443db98881151060b5cbb990bfea890c3cba4d8bb2080efe"
                  + "6caad46e73182c619c36fed0ef393e9a854a5bd87e62c9c7b603bb997cfe770f");

  @Test
  void agreesOnSharedSecret() {
    var one = KeyPair.generate();
    var other = KeyPair.generate();

    assertThat(one.agree(other.publicKey())).isEqualTo(other.agree(one.typed()));
    assertThat(one.agree(other.publicKey())).isNotEqualTo(one.agree(one.publicKey()));
  }

  /** Half of all keys are negative on the other form of the curve. */
  @RepeatedTest(10)
  void verifiesOwnSignaturesOnly() {
    var key = KeyPair.generate();
    var signature = key.sign(MESSAGE);

    assertThat(Curve25519.verify(key.publicKey(), signature, MESSAGE)).isTrue();
    assertThat(Curve25519.verify(KeyPair.generate().publicKey(), signature, MESSAGE)).isFalse();
    assertThat(Curve25519.verify(key.publicKey(), signature, "another".getBytes(UTF_8))).isFalse();
  }

  @Test
  void verifiesSignaturesOfOtherImplementations() {
    assertThat(Curve25519.verify(THEIR_KEY, THEIR_SIGNATURE, MESSAGE)).isTrue();

    var altered = THEIR_SIGNATURE.clone();
    altered[0] ^= 1;
    assertThat(Curve25519.verify(THEIR_KEY, altered, MESSAGE)).isFalse();
  }

  @Test
  void rejectsSignatureOfWrongLength() {
    assertThat(Curve25519.verify(THEIR_KEY, new byte[63], MESSAGE)).isFalse();
  }
}
