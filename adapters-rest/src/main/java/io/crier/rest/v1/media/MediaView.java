package io.crier.rest.v1.media;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file and the link to download it. */
@Schema(name = "Media")
public record MediaView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "detected from the first bytes", examples = "image/png")
        String mimeType,
    @Schema(required = true, description = "in bytes", examples = "70123") long size,
    @Schema(required = true, description = "SHA-256 of the file, in hex") String sha256,
    @Schema(
            required = true,
            description = "needs no API key but expires; with an API key /v1/media/{id} does not")
        String url,
    @Schema(required = true, description = "when the url expires") Instant urlExpiresAt) {

  public static MediaView of(AccountId account, Content.Media content, MediaLinks links) {
    var file = content.file();
    var link = links.to(account, content);
    return new MediaView(
        file.id().value(), file.mimeType(), file.size(), file.sha256(), link.url(), link.until());
  }
}
