package io.crier.application.media;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of what is sent and received, outside of the heap, until they are old. Slow: never use
 * it inside a unit of work.
 */
public interface MediaStore {

  /**
   * Keeps all that the stream says, and has it durable when it returns.
   *
   * @param most bytes, beyond which it is refused and nothing is kept
   */
  MediaFile keep(AccountId account, String mimeType, InputStream bytes, long most)
      throws IOException;

  /** The bytes, if they are still there and belong to the account. The caller closes them. */
  Optional<StoredFile> open(AccountId account, MediaId id) throws IOException;

  /** Forgets a file that is not needed after all. */
  void forget(AccountId account, MediaId id) throws IOException;

  /** Forgets all that was kept before then, unless the store does so by itself. */
  void sweep(Instant before) throws IOException;
}
