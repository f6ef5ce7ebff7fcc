package io.crier.application;

import java.util.List;

/** Part of a list, newest first, and whether older items follow. */
public record Slice<T>(List<T> items, boolean more) {

  public Slice {
    items = List.copyOf(items);
  }

  /** Makes a slice of a list that was read with one item more than the limit. */
  public static <T> Slice<T> of(List<T> read, int limit) {
    return new Slice<>(read.subList(0, Math.min(limit, read.size())), read.size() > limit);
  }
}
