package io.crier.application.sessions;

import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;

/** Downloads the files of messages that one session has received. */
public interface InboundMedia {

  /**
   * Downloads the file, and stores it durably. May take long.
   *
   * @param reference as the engine has given it with the message, maybe before a restart
   */
  MediaFile download(MissingMedia missing, MediaReference reference) throws MediaUnavailable;
}
