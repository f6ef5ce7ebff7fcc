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
    @Schema(
            required = true,
            description = "SHA-256 of the file, in hex",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256,
    @Schema(
            required = true,
            description = "needs no API key but expires; with an API key /v1/media/{id} does not",
            examples =
                "https://crier.example/v1/media/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a?token=b3BlbnM")
        String url,
    @Schema(required = true, description = "when the url expires") Instant urlExpiresAt) {

  public static MediaView of(AccountId account, Content.Media content, MediaLinks links) {
    var file = content.file();
    var link = links.to(account, content);
    return new MediaView(
        file.id().value(), file.mimeType(), file.size(), file.sha256(), link.url(), link.until());
  }
}
