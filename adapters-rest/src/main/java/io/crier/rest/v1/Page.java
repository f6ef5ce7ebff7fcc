package io.crier.rest.v1;

import io.crier.application.Slice;
import io.crier.rest.door.Cursors;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of a list. */
public record Page<T>(
    @Schema(required = true) List<T> items,
    @Schema(description = "cursor for the next page; absent on the last page") String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /** A page with views of the slice's items, and with a cursor if there are more. */
  public static <T, V> Page<V> of(
      Cursors cursors,
      String list,
      Slice<T> slice,
      Function<T, String> position,
      Function<T, V> view) {
    var items = slice.items();
    return new Page<>(
        items.stream().map(view).toList(),
        slice.more() ? cursors.write(list, position.apply(items.getLast())) : null);
  }
}
