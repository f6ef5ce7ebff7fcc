package io.crier.domain.messages;

import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import java.util.Objects;
import java.util.Optional;

/**
 * A received file that Crier has not downloaded yet, or could not download.
 *
 * @param size in bytes, if WhatsApp has told it
 * @param failure why there are no more attempts, if so
 */
public record MissingMedia(
    MediaKind kind,
    String mimeType,
    Optional<Long> size,
    Optional<String> caption,
    Optional<String> filename,
    Optional<MediaFailure> failure,
    Context context)
    implements Content {

  public MissingMedia {
    Objects.requireNonNull(kind);
    mimeType = MediaFile.validType(mimeType);
    Objects.requireNonNull(context);
  }

  /** The same with its file. */
  public Content.Media arrived(MediaFile file) {
    return new Content.Media(kind, file, caption, filename, context);
  }

  /** The same after the last attempt. */
  public MissingMedia failed(MediaFailure why) {
    return new MissingMedia(kind, mimeType, size, caption, filename, Optional.of(why), context);
  }

  /** The same, with attempts to come. */
  public MissingMedia pending() {
    return new MissingMedia(kind, mimeType, size, caption, filename, Optional.empty(), context);
  }

  MissingMedia captioned(String text) {
    var other = Optional.of(text).filter(it -> !it.isEmpty());
    return new MissingMedia(kind, mimeType, size, other, filename, failure, context);
  }

  MissingMedia with(Context other) {
    return new MissingMedia(kind, mimeType, size, caption, filename, failure, other);
  }

  @Override
  public String type() {
    return Content.Media.type(kind);
  }

  @Override
  public String text() {
    return caption.orElse("");
  }
}
