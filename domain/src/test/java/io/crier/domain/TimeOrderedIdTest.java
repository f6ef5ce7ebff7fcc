package io.crier.domain;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

  @Test
  void sortsLaterIdsAfterEarlierOnes() {
    for (int i = 0; i < 1_000; i++) {
      var early = TimeOrderedId.at(NOON.plusMillis(i));
      var late = TimeOrderedId.at(NOON.plusMillis(i + 1));

      assertThat(late.toString()).isGreaterThan(early.toString());
      assertThat(late.compareTo(early)).isPositive();
    }
  }

  @Test
  void makesDistinctVersionSevenIds() {
    var ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      var id = TimeOrderedId.at(NOON);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      ids.add(id);
    }
    assertThat(ids).hasSize(10_000);
  }
}
