package io.crier.whatsapp;

import io.crier.application.media.MediaStore;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaProblem;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Invocation;
import java.io.IOException;
import java.io.InputStream;

/** Stores the files of received messages. */
public record InboundFiles(MediaStore mediaStore, AccountId account) {

  private static final long MAX_BYTES = 100L << 20;

  /** Downloads a file from a server, and stores it. */
  public MediaFile download(Invocation.Builder request, String mimeType) throws MediaUnavailable {
    try (var response = request.get()) {
      var status = response.getStatus();
      if (status != 200) {
        throw new MediaUnavailable(failureOf(status), "the server of the file answered " + status);
      }
      try (var bytes = response.readEntity(InputStream.class)) {
        return store(mimeType, bytes);
      }
    } catch (ProcessingException | IOException e) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "the file did not arrive: " + e);
    } catch (Refused refused) {
      throw unavailable(refused);
    }
  }

  /** Stores a file while it arrives; refused if it is too large. */
  public MediaFile store(String mimeType, InputStream bytes) throws IOException {
    return mediaStore.keep(account, mimeType, bytes, MAX_BYTES);
  }

  /** Why a file could not be stored. */
  public static MediaUnavailable unavailable(Refused refused) {
    return new MediaUnavailable(
        refused.problem() == MediaProblem.MEDIA_TOO_LARGE
            ? MediaFailure.TOO_LARGE
            : MediaFailure.UNREACHABLE,
        refused.getMessage());
  }

  private static MediaFailure failureOf(int status) {
    return status == 404 || status == 410 ? MediaFailure.GONE : MediaFailure.UNREACHABLE;
  }
}
