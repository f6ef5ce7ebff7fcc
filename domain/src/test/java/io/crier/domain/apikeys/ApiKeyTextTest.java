package io.crier.domain.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void generatesPrefixIdSecretAndChecksum() {
    var key = ApiKeyText.generate(ApiKey.Mode.LIVE, random);

    assertThat(key.value()).matches("crl_[0-9A-Za-z]{44}");
    assertThat(key.prefix().value()).isEqualTo(key.value().substring(0, 12));
    assertThat(key.secret()).hasSize(36);
    assertThat(key.mode()).isEqualTo(ApiKey.Mode.LIVE);
  }

  @Test
  void marksTestKeys() {
    var key = ApiKeyText.generate(ApiKey.Mode.TEST, random);

    assertThat(key.value()).startsWith("crt_");
    assertThat(key.mode()).isEqualTo(ApiKey.Mode.TEST);
  }

  @Test
  void parsesGeneratedKeys() {
    for (int i = 0; i < 1_000; i++) {
      var key = ApiKeyText.generate(ApiKey.Mode.values()[i % 2], random);

      assertThat(ApiKeyText.parse(key.value())).contains(key);
    }
  }

  @Test
  void rejectsAnyWrongCharacter() {
    var key = ApiKeyText.generate(ApiKey.Mode.LIVE, random).value();
    for (int at = 0; at < key.length(); at++) {
      for (var typo : BASE62.toCharArray()) {
        var wrong = key.substring(0, at) + typo + key.substring(at + 1);
        if (!wrong.equals(key)) {
          assertThat(ApiKeyText.parse(wrong)).as("%s at %d", typo, at).isEmpty();
        }
      }
    }
  }

  @Test
  void rejectsSwappedNeighbours() {
    var key = ApiKeyText.generate(ApiKey.Mode.LIVE, random).value();
    for (int at = 4; at + 1 < key.length(); at++) {
      var swapped =
          key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
      if (!swapped.equals(key)) {
        assertThat(ApiKeyText.parse(swapped)).as("at %d", at).isEmpty();
      }
    }
  }

  @Test
  void rejectsGarbage() {
    var garbage = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      var length = garbage.nextInt(64);
      var text = new StringBuilder(garbage.nextBoolean() ? "crl_" : "");
      while (text.length() < length) {
        text.append((char) garbage.nextInt(garbage.nextBoolean() ? 128 : 65_536));
      }
      assertThat(ApiKeyText.parse(text.toString())).isEmpty();
    }
    assertThat(ApiKeyText.parse(null)).isEmpty();
    assertThat(ApiKeyText.parse("")).isEmpty();
    assertThat(ApiKeyText.parse(ApiKeyText.generate(ApiKey.Mode.LIVE, random).value() + "\n"))
        .isEmpty();
  }

  @Test
  void hidesTheSecret() {
    var key = ApiKeyText.generate(ApiKey.Mode.LIVE, random);

    assertThat(key.toString()).startsWith(key.prefix().value()).hasSize(13);
  }
}
