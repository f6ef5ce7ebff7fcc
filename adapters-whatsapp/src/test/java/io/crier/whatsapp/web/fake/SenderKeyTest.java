package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SenderKeyTest {

  private static final byte[] VERSION = {0x33};
  private static final int ID = 7;

  private final KeyPair signer = KeyPair.generate();
  private final byte[] chain = Crypto.random(32);
  private final SenderKey key = new SenderKey(distribution(2));

  @Test
  void decryptsInAnyOrderButOnce() {
    assertThat(key.open(message(4, "later"))).asString(UTF_8).isEqualTo("later");
    assertThat(key.open(message(2, "first"))).asString(UTF_8).isEqualTo("first");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> key.open(message(4, "later")));
  }

  @Test
  void rejectsMessagesFromBeforeTheKey() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> key.open(message(1, "before")));
  }

  @Test
  void rejectsMessagesOfOtherSigner() {
    var message = message(2, "first");
    message[message.length - 2] ^= 1;

    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> key.open(message));
  }

  private byte[] distribution(int start) {
    var content =
        new Protobuf()
            .with(1, ID)
            .with(2, start)
            .with(3, chainAt(start))
            .with(4, signer.typed())
            .encoded();
    return Crypto.concat(VERSION, content);
  }

  private byte[] message(int iteration, String text) {
    var seed = Crypto.hmac(chainAt(iteration), new byte[] {1});
    var keys = Crypto.hkdf(seed, "WhisperGroup", 48);
    var sealed =
        Crypto.sealCbc(
            Arrays.copyOfRange(keys, 16, 48), Arrays.copyOf(keys, 16), text.getBytes(UTF_8));
    var content = new Protobuf().with(1, ID).with(2, iteration).with(3, sealed).encoded();
    var signed = Crypto.concat(VERSION, content);
    return Crypto.concat(signed, signer.sign(signed));
  }

  private byte[] chainAt(int iteration) {
    var at = chain;
    for (var i = 0; i < iteration; i++) {
      at = Crypto.hmac(at, new byte[] {2});
    }
    return at;
  }
}
