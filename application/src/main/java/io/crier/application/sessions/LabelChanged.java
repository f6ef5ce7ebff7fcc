package io.crier.application.sessions;

import io.crier.domain.labels.LabelNews;
import java.time.Instant;

/** Somebody has changed a label of the account, or which chats have it; maybe this session. */
public record LabelChanged(LabelNews news, Instant at, Runnable kept)
    implements Engine.Event.Arrival {

  public LabelChanged(LabelNews news, Instant at) {
    this(news, at, NO_CALLBACK);
  }

  @Override
  public LabelChanged whenKept(Runnable then) {
    return new LabelChanged(news, at, then);
  }
}
