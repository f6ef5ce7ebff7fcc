package io.crier.rest.v1.media;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file, and where to get it. */
@Schema(name = "Media")
public record MediaView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "what its first bytes say", examples = "image/png")
        String mimeType,
    @Schema(required = true, description = "in bytes", examples = "70123") long size,
    @Schema(required = true, description = "of its bytes, in hex") String sha256,
    @Schema(
            required = true,
            description = "needs no API key; /v1/media/{id} with one never expires")
        String url,
    @Schema(required = true, description = "until when the url works") Instant urlExpiresAt) {

  public static MediaView of(AccountId account, Content.Media content, MediaLinks links) {
    var file = content.file();
    var link = links.to(account, content);
    return new MediaView(
        file.id().value(), file.mimeType(), file.size(), file.sha256(), link.url(), link.until());
  }
}
