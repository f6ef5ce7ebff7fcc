package io.crier.application.sessions;

import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.Recipient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls in memory. */
public final class InMemoryCalls implements Calls {

  private final Set<CallId> ringing = new HashSet<>();
  private final List<CallId> rejected = new ArrayList<>();

  Call ring(Recipient from, boolean video) {
    var id = new CallId("CA11" + (ringing.size() + rejected.size()));
    ringing.add(id);
    return new Call(id, from, Optional.empty(), video);
  }

  public List<CallId> rejected() {
    return List.copyOf(rejected);
  }

  @Override
  public Answer reject(CallId id) {
    if (!ringing.remove(id)) {
      return Answer.NOT_RINGING;
    }
    rejected.add(id);
    return Answer.DONE;
  }
}
