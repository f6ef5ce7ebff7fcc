package io.crier.whatsapp.simulator;

import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * The files that simulated people send: each is its own reference, so that it survives restarts.
 */
record SimulatedMedia(Network network, MediaStore mediaStore, AccountId account)
    implements InboundMedia {

  static MediaReference reference(byte[] file) {
    return new MediaReference(Base64.getEncoder().encodeToString(file));
  }

  /** The message with its file, if that can be downloaded now. */
  Event.Received tried(Event.Received received) {
    if (received.content() instanceof MissingMedia missing && received.media().isPresent()) {
      try {
        var file = download(missing, received.media().get());
        return received.with(missing.arrived(file), Optional.empty());
      } catch (MediaUnavailable e) {
        return received;
      }
    }
    return received;
  }

  /** Whether all of the file can be read; a phone would not get it otherwise. */
  boolean isWhole(MediaFile file) {
    try (var stored = mediaStore.open(account, file.id()).orElse(null)) {
      return stored != null && stored.size() == file.size();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public MediaFile download(MissingMedia missing, MediaReference reference)
      throws MediaUnavailable {
    if (network.faults().noDownloads()) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "the simulated host does not answer");
    }
    var file = Base64.getDecoder().decode(reference.value());
    try {
      return mediaStore.keep(
          account, missing.mimeType(), new ByteArrayInputStream(file), file.length);
    } catch (IOException e) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "the file was not stored: " + e);
    }
  }
}
