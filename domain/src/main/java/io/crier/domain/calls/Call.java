package io.crier.domain.calls;

import io.crier.domain.messages.Recipient;
import java.util.Objects;
import java.util.Optional;

/**
 * A call to a session.
 *
 * @param group that is called, if it is not only the session
 */
public record Call(CallId id, Recipient from, Optional<Recipient.Group> group, boolean video) {

  public Call {
    Objects.requireNonNull(id);
    Objects.requireNonNull(from);
    Objects.requireNonNull(group);
  }

  public Call from(Recipient other) {
    return new Call(id, other, group, video);
  }
}
