package io.crier.application.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link KeyHashes} promises. */
public interface KeyHashesContract {

  ApiKeyText KEY = ApiKeyText.generate(ApiKey.Mode.LIVE, new SplittableRandom(1));
  ApiKeyText OTHER = ApiKeyText.generate(ApiKey.Mode.LIVE, new SplittableRandom(2));

  KeyHashes hashes();

  @Test
  default void matchesOnlyItsOwnKey() {
    var hash = hashes().of(KEY);

    assertThat(hashes().matches(KEY, hash)).isTrue();
    assertThat(hashes().matches(OTHER, hash)).isFalse();
  }

  @Test
  default void neverMatchesAMalformedHash() {
    assertThat(hashes().matches(KEY, new KeyHash(new byte[32]))).isFalse();
    assertThat(hashes().matches(KEY, new KeyHash(new byte[0]))).isFalse();
  }

  @Test
  default void doesNotContainTheKey() {
    assertThat(new String(hashes().of(KEY).value(), StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(KEY.secret(), StandardCharsets.US_ASCII).substring(0, 8));
  }
}
