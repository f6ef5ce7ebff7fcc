package io.crier.rest.wallawhats;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The response to a deletion. */
@Schema(name = "WallaWhatsSuccess", description = "The response to a deletion")
public record Done(
    @Schema(required = true, description = "always true", examples = "true") boolean success) {

  static final Done SUCCESS = new Done(true);
}
