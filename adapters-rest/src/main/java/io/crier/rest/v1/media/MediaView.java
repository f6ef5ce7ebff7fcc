package io.crier.rest.v1.media;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaState;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file and, if it is available, the link to download it. */
@Schema(name = "Media")
public record MediaView(
    @Schema(
            required = true,
            description =
                "available; or of a received file pending while Crier still tries to download it from"
                    + " WhatsApp, and failed once it has given up",
            examples = "available")
        MediaState state,
    @Schema(
            description =
                "why the download failed: gone, unreachable, corrupt, too_large, blocked,"
                    + " not_connected or session_deleted",
            examples = "gone")
        Optional<String> failure,
    Optional<UUID> id,
    @Schema(
            required = true,
            description =
                "detected from the first bytes, or of a received file as WhatsApp tells it",
            examples = "image/png")
        String mimeType,
    @Schema(description = "in bytes, if known", examples = "70123") Optional<Long> size,
    @Schema(
            description = "SHA-256 of the file, in hex",
            examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        Optional<String> sha256,
    @Schema(
            description = "needs no API key but expires; with an API key /v1/media/{id} does not",
            examples =
                "https://crier.example/v1/media/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a?token=b3BlbnM")
        Optional<String> url,
    @Schema(description = "when the url expires") Optional<Instant> urlExpiresAt) {

  /** The file of this content, if it has one. */
  public static Optional<MediaView> of(AccountId account, Content content, MediaLinks links) {
    return switch (content) {
      case Content.Media media -> Optional.of(of(account, media, links));
      case MissingMedia missing -> Optional.of(of(missing));
      default -> Optional.empty();
    };
  }

  private static MediaView of(AccountId account, Content.Media content, MediaLinks links) {
    var file = content.file();
    var link = links.to(account, content);
    return new MediaView(
        MediaState.AVAILABLE,
        Optional.empty(),
        Optional.of(file.id().value()),
        file.mimeType(),
        Optional.of(file.size()),
        Optional.of(file.sha256()),
        Optional.of(link.url()),
        Optional.of(link.until()));
  }

  private static MediaView of(MissingMedia missing) {
    return new MediaView(
        missing.failure().isPresent() ? MediaState.FAILED : MediaState.PENDING,
        missing.failure().map(MediaFailure::code),
        Optional.empty(),
        missing.mimeType(),
        missing.size(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
