package io.crier.application;

import java.util.List;

/** Part of a list, the newest first, and whether older items follow. */
public record Slice<T>(List<T> items, boolean more) {

  public Slice {
    items = List.copyOf(items);
  }

  /** Cuts what was read with one item too many. */
  public static <T> Slice<T> of(List<T> read, int limit) {
    return new Slice<>(read.subList(0, Math.min(limit, read.size())), read.size() > limit);
  }
}
