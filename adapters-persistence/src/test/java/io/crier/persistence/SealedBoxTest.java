package io.crier.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealedBoxTest {

  private static final byte[] OLD = "the secret of last year".getBytes(UTF_8);
  private static final byte[] NEW = "the secret of this year".getBytes(UTF_8);
  private static final byte[] CLEAR = "whsec_1234".getBytes(UTF_8);

  private final SealedBox box = new SealedBox(new ServerSecrets(OLD));

  @Test
  void opensWhatItSealed() {
    assertThat(box.open(box.seal(CLEAR, "here"), "here")).isEqualTo(CLEAR);
  }

  @Test
  void encryptsTheValue() {
    assertThat(new String(box.seal(CLEAR, "here"), UTF_8)).doesNotContain("1234");
  }

  @Test
  void usesANewNonceEachTime() {
    assertThat(box.seal(CLEAR, "here")).isNotEqualTo(box.seal(CLEAR, "here"));
  }

  @Test
  void opensOnlyInTheSameContext() {
    var sealed = box.seal(CLEAR, "here");

    assertThatThrownBy(() -> box.open(sealed, "there"))
        .hasMessage("the sealed value was modified or belongs elsewhere: there");
  }

  @Test
  void rejectsAModifiedValue() {
    var sealed = box.seal(CLEAR, "here");
    sealed[sealed.length - 1] ^= 1;

    assertThatThrownBy(() -> box.open(sealed, "here")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void opensButDoesNotSealWithAPreviousSecret() {
    var rotating = new SealedBox(new ServerSecrets(NEW, OLD));
    var rotated = new SealedBox(new ServerSecrets(NEW));

    assertThat(rotating.open(box.seal(CLEAR, "here"), "here")).isEqualTo(CLEAR);
    assertThat(rotated.open(rotating.seal(CLEAR, "here"), "here")).isEqualTo(CLEAR);
    assertThatThrownBy(() -> rotated.open(box.seal(CLEAR, "here"), "here"))
        .hasMessage("sealed under a secret that this server does not have");
  }

  @Test
  void rejectsAShortSecret() {
    assertThatThrownBy(() -> new ServerSecrets(new byte[15]))
        .hasMessage("the server's secret needs at least 16 bytes");
  }
}
