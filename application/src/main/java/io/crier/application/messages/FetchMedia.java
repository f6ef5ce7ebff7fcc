package io.crier.application.messages;

import static io.crier.domain.media.MediaProblem.MEDIA_AVAILABLE;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FETCHABLE;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_RECEIVED;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingMedia;
import java.time.InstantSource;

/** Has the missing file of a received message downloaded now, and then for another day. */
public final class FetchMedia {

  private final Messages messages;
  private final MissingFiles missingFiles;
  private final DownloadMedia downloadMedia;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public FetchMedia(
      Messages messages,
      MissingFiles missingFiles,
      DownloadMedia downloadMedia,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.missingFiles = missingFiles;
    this.downloadMedia = downloadMedia;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Returns the message, whose file is pending. */
  public Message fetch(Actor actor, MessageId id) {
    actor.require(Role.SEND);
    var pending = unitOfWork.execute(() -> request(actor, id));
    downloadMedia.wake();
    return pending;
  }

  private Message request(Actor actor, MessageId id) {
    var message =
        messages.find(actor.accountId(), id).orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
    actor.requireUseOf(message.session());
    if (message.direction() == Direction.INBOUND && message.content() instanceof Content.Media) {
      throw new Refused(MEDIA_AVAILABLE);
    }
    if (!(message.content() instanceof MissingMedia)) {
      throw new Refused(MEDIA_NOT_RECEIVED);
    }
    var file = missingFiles.find(id).orElseThrow(() -> new Refused(MEDIA_NOT_FETCHABLE));
    missingFiles.replace(file.again(clock.instant()));
    var locked = messages.lock(id).orElseThrow();
    if (!(locked.content() instanceof MissingMedia missing)) {
      return locked;
    }
    var pending = locked.with(missing.pending());
    messages.revise(pending);
    return pending;
  }
}
