package io.crier.rest.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityTagsTest {

  @Test
  void dependsOnTheContentOnly() {
    var hash = EntityTags.hash("{\"id\":1}".getBytes(UTF_8));

    assertThat(hash).hasSize(22);
    assertThat(EntityTags.hash("{\"id\":1}".getBytes(UTF_8))).isEqualTo(hash);
    assertThat(EntityTags.hash("{\"id\":2}".getBytes(UTF_8))).isNotEqualTo(hash);
  }
}
