package io.crier.rest.v1;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Part of a list. */
public record Page<T>(
    @Schema(required = true) List<T> items,
    @Schema(description = "where the next page begins; absent on the last one") String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }
}
