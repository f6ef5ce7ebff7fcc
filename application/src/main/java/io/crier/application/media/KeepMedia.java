package io.crier.application.media;

import static io.crier.domain.media.MediaProblem.MEDIA_NOT_AVAILABLE;
import static io.crier.domain.media.MediaProblem.VOICE_NOT_CONVERTIBLE;
import static io.crier.domain.media.MediaProblem.VOICE_NOT_OPUS;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.FileType;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Stores files to be sent, if WhatsApp supports them. */
public final class KeepMedia {

  private static final Logger LOG = System.getLogger(KeepMedia.class.getName());

  private final MediaStore media;
  private final Limits limits;
  private final VoiceConverter voices;
  private final InstantSource clock;

  /**
   * Maximum file sizes in bytes.
   *
   * @param kept how long files are stored
   */
  public record Limits(long image, long video, long audio, long document, Duration kept) {

    public long most(MediaKind kind) {
      return switch (kind) {
        case IMAGE, STICKER -> image;
        case VIDEO -> video;
        case AUDIO, VOICE -> audio;
        case DOCUMENT -> document;
      };
    }
  }

  public KeepMedia(MediaStore media, Limits limits, VoiceConverter voices, InstantSource clock) {
    this.media = media;
    this.limits = limits;
    this.voices = voices;
    this.clock = clock;
  }

  public Limits limits() {
    return limits;
  }

  /** Refuses a send time at which the file would already have expired. */
  public void requireKeptUntil(Instant sendAt) {
    if (sendAt.isAfter(clock.instant().plus(limits.kept()))) {
      throw new Refused(
          INVALID_SEND_AT,
          "a file is kept for " + limits.kept().toDays() + " days: send it sooner");
    }
  }

  /** Refuses a stored file that has expired, or will have expired by then. */
  public void requireKept(AccountId account, MediaFile file, Optional<Instant> sendAt)
      throws IOException {
    var stored = media.open(account, file.id());
    if (stored.isEmpty()) {
      throw new Refused(MEDIA_NOT_AVAILABLE);
    }
    stored.get().close();
    var expires = file.id().storedAt().plus(limits.kept());
    if (sendAt.filter(it -> it.isAfter(expires)).isPresent()) {
      throw new Refused(INVALID_SEND_AT, "the file is kept until " + expires + ": send it sooner");
    }
  }

  /**
   * Stores a file, durably once this returns.
   *
   * @param claimed the MIME type that the caller declares, if any
   * @param most the largest size in bytes, if WhatsApp does not accept less
   */
  public MediaFile keep(
      AccountId account, MediaKind kind, Optional<String> claimed, InputStream bytes, long most)
      throws IOException {
    var head = bytes.readNBytes(FileType.HEAD);
    if (head.length == 0) {
      throw new Refused(INVALID_CONTENT, "the file is empty");
    }
    var mimeType = FileType.judge(kind, claimed, head);
    var whole = new SequenceInputStream(new ByteArrayInputStream(head), bytes);
    return kind == MediaKind.VOICE && !FileType.isOpus(head)
        ? convert(account, mimeType, whole, Math.min(most, limits.most(kind)))
        : media.keep(account, mimeType, whole, Math.min(most, limits.most(kind)));
  }

  private MediaFile convert(AccountId account, String mimeType, InputStream audio, long most)
      throws IOException {
    if (!voices.isAvailable()) {
      throw new Refused(VOICE_NOT_OPUS);
    }
    try (var converted =
        voices
            .convert(mimeType, audio, most)
            .orElseThrow(() -> new Refused(VOICE_NOT_CONVERTIBLE))) {
      return media.keep(account, "audio/ogg", converted, most);
    }
  }

  /** Deletes the file of a refused message; if that fails, it is deleted when it expires. */
  public void forget(AccountId account, MediaFile file) {
    try {
      media.forget(account, file.id());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "a file that is not needed is kept until it is old", e);
    }
  }
}
