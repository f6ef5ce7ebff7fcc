package io.crier.application.sending;

import static io.crier.domain.media.MediaProblem.MEDIA_UNREACHABLE;
import static io.crier.domain.media.MediaProblem.MEDIA_URL_BLOCKED;

import io.crier.application.StoreUnavailable;
import io.crier.application.media.Downloads;
import io.crier.application.media.KeepMedia;
import io.crier.application.media.NotStored;
import io.crier.application.sending.Outgoing.Attachment;
import io.crier.application.sending.Outgoing.FileSource.AtUrl;
import io.crier.application.sending.Outgoing.FileSource.Inline;
import io.crier.application.sending.Outgoing.FileSource.Uploaded;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.LinkPreview;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Obtains what messages need from elsewhere: stores their files, and reads linked pages. */
public final class KeepAttachment {

  private final KeepMedia keepMedia;
  private final Downloads downloads;

  public KeepAttachment(KeepMedia keepMedia, Downloads downloads) {
    this.keepMedia = keepMedia;
    this.downloads = downloads;
  }

  void requireKeptUntil(Instant sendAt) {
    keepMedia.requireKeptUntil(sendAt);
  }

  /** Refuses a file that is stored no longer, or not until then. */
  void requireKept(AccountId account, MediaFile file, Optional<Instant> sendAt) {
    try {
      keepMedia.requireKept(account, file, sendAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The stored file, durable once this returns. */
  MediaFile keep(AccountId account, Attachment attachment, Duration timeout) {
    return switch (attachment.source()) {
      case AtUrl remote -> fetch(account, attachment, remote, timeout);
      case Inline inline -> keep(account, attachment, inline.claimedType(), stream(inline.bytes()));
      case Uploaded upload -> keep(account, attachment, upload.claimedType(), upload.bytes());
    };
  }

  /** The preview with what its page says, if that can be read. */
  LinkPreview preview(LinkPreview preview, Duration timeout) {
    return PreviewPage.fetch(downloads, preview, timeout);
  }

  void forget(AccountId account, MediaFile file) {
    keepMedia.forget(account, file);
  }

  private MediaFile fetch(
      AccountId account, Attachment attachment, AtUrl remote, Duration timeout) {
    try {
      return downloads.fetch(
          remote.url(), timeout, (type, body) -> store(account, attachment, type, body));
    } catch (Downloads.Unavailable e) {
      throw new Refused(
          e.isBlocked() ? MEDIA_URL_BLOCKED : MEDIA_UNREACHABLE, "url: " + e.getMessage());
    }
  }

  private static InputStream stream(ByteBuffer bytes) {
    var content = new byte[bytes.remaining()];
    bytes.duplicate().get(content);
    return new ByteArrayInputStream(content);
  }

  private MediaFile keep(
      AccountId account, Attachment attachment, Optional<String> claimed, InputStream bytes) {
    try {
      return store(account, attachment, claimed, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MediaFile store(
      AccountId account, Attachment attachment, Optional<String> claimed, InputStream bytes)
      throws IOException {
    try {
      return keepMedia.keep(account, attachment.kind(), claimed, bytes, attachment.most());
    } catch (NotStored e) {
      throw new StoreUnavailable("the file cannot be stored", e);
    }
  }
}
