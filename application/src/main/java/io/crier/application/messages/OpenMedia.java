package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MEDIA_NOT_FOUND;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Shows an account the files that it has sent and received. */
public final class OpenMedia {

  private final MediaStore media;

  public OpenMedia(MediaStore media) {
    this.media = media;
  }

  /** The bytes, which the caller closes. */
  public InputStream open(AccountId account, MediaId id) {
    try {
      return media.open(account, id).orElseThrow(() -> new Refused(MEDIA_NOT_FOUND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
