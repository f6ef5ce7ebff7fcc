package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {

  @Test
  void saysThatMoreFollowsIfOneItemTooManyWasRead() {
    assertThat(Slice.of(List.of(3, 2, 1), 2)).isEqualTo(new Slice<>(List.of(3, 2), true));
    assertThat(Slice.of(List.of(3, 2), 2)).isEqualTo(new Slice<>(List.of(3, 2), false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7})
  void readsAllItemsInOrder(int size) {
    var items = IntStream.range(0, size).boxed().toList();

    assertThat(Slice.readAll(after -> afterItem(items, after), (Integer item) -> item))
        .isEqualTo(items);
  }

  private static Slice<Integer> afterItem(List<Integer> items, Optional<Integer> after) {
    var rest = items.stream().filter(item -> after.isEmpty() || item > after.get()).toList();
    return Slice.of(rest.subList(0, Math.min(3, rest.size())), 2);
  }
}
