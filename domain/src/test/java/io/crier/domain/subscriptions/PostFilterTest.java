package io.crier.domain.subscriptions;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.subscriptions.SubscriptionProblem.INVALID_KEYWORDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostFilterTest {

  @Test
  void stripsKeywordsAndKeepsEachOnce() {
    assertThat(new PostFilter(false, false, List.of(" launch ", "launch")).keywords())
        .containsExactly("launch");
  }

  @Test
  void refusesKeywordsThatAreNone() {
    for (var keywords :
        List.of(
            Arrays.asList("launch", null),
            List.of(" "),
            IntStream.range(0, 21).mapToObj(Integer::toString).toList())) {
      assertRefused(INVALID_KEYWORDS, () -> new PostFilter(false, false, keywords));
    }
  }
}
