package io.crier.rest.v1;

import io.crier.application.Delays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long something took, over some cases. */
@Schema(name = "Delays", description = "How long something took, in milliseconds")
public record DelaysView(
    @Schema(required = true, description = "half of them took at most this", examples = "6200")
        long medianMs,
    @Schema(required = true, description = "95 % of them took at most this", examples = "48000")
        long p95Ms,
    @Schema(required = true, description = "the slowest one", examples = "61000") long longestMs) {

  public static DelaysView of(Delays delays) {
    return new DelaysView(
        delays.median().toMillis(), delays.p95().toMillis(), delays.longest().toMillis());
  }
}
