package io.crier.rest.v1;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of a list. */
public record Page<T>(
    @Schema(required = true) List<T> items,
    @Schema(description = "cursor for the next page; absent on the last page") String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }
}
