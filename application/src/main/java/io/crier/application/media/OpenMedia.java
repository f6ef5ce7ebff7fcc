package io.crier.application.media;

import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaId;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Shows an account the files that it has sent and received. */
public final class OpenMedia {

  private final MediaStore media;

  public OpenMedia(MediaStore media) {
    this.media = media;
  }

  /** The content, which the caller closes. Files are not assigned to sessions. */
  public StoredFile open(Actor actor, MediaId id) {
    actor.require(Role.READ);
    if (actor.isBound()) {
      throw new Refused(SESSION_NOT_ALLOWED, "this key is bound to sessions: use the media's url");
    }
    return openLinked(actor.accountId(), id);
  }

  /** The content for a holder of a link that the server has signed. */
  public StoredFile openLinked(AccountId account, MediaId id) {
    try {
      return media.open(account, id).orElseThrow(() -> new Refused(MEDIA_NOT_FOUND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
