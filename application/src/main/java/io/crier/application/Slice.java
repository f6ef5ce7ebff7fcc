package io.crier.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list, newest first, and whether older items follow. */
public record Slice<T>(List<T> items, boolean more) {

  public Slice {
    items = List.copyOf(items);
  }

  /** Makes a slice of a list that was read with one item more than the limit. */
  public static <T> Slice<T> of(List<T> read, int limit) {
    return new Slice<>(read.subList(0, Math.min(limit, read.size())), read.size() > limit);
  }

  /** The same with other items. */
  public <R> Slice<R> map(Function<T, R> change) {
    return new Slice<>(items.stream().map(change).toList(), more);
  }

  /**
   * All of a list, read slice by slice.
   *
   * @param read the slice after this item, or the first one
   * @param key names an item as {@code read} takes it
   */
  public static <T, K> List<T> readAll(Function<Optional<K>, Slice<T>> read, Function<T, K> key) {
    var all = new ArrayList<T>();
    var slice = read.apply(Optional.empty());
    all.addAll(slice.items());
    while (slice.more()) {
      slice = read.apply(Optional.of(key.apply(all.getLast())));
      all.addAll(slice.items());
    }
    return all;
  }
}
