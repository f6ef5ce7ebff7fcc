package io.crier.whatsapp.web;

import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;
import java.io.IOException;
import java.time.Duration;

/** Downloads received files through the side process. */
record WebMedia(ProcessLink link, Contents contents) implements InboundMedia {

  /** Longer than the process tries. */
  private static final Duration TIMEOUT = Duration.ofMinutes(6);

  @Override
  public MediaFile download(MissingMedia missing, MediaReference reference)
      throws MediaUnavailable {
    var line = link.line("media").put("reference", reference.value());
    var answer = link.request(line, TIMEOUT).join();
    if (!answer.has("path")) {
      var failure = Contents.failure(answer).orElse(MediaFailure.UNREACHABLE);
      throw new MediaUnavailable(failure, "the download failed: " + failure.code());
    }
    try {
      return contents.take(missing, answer);
    } catch (IOException e) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "the file was not stored: " + e);
    }
  }
}
