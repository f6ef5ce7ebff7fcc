package io.crier.application.media;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * The content of sent and received files, outside the heap, until it expires. Slow: never use it
 * inside a unit of work.
 */
public interface MediaStore {

  /**
   * Stores the whole stream, durably once this returns.
   *
   * @param most the maximum number of bytes; a longer stream is refused and not stored
   */
  MediaFile keep(AccountId account, String mimeType, InputStream bytes, long most)
      throws IOException;

  /** The content, if it still exists and belongs to the account. The caller closes it. */
  Optional<StoredFile> open(AccountId account, MediaId id) throws IOException;

  /** Deletes a file that is no longer needed. */
  void forget(AccountId account, MediaId id) throws IOException;

  /** Deletes everything stored before then, unless the store expires files by itself. */
  void sweep(Instant before) throws IOException;
}
