package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.messages.Recipient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The timers of chats in memory. */
public final class InMemoryTimers implements Timers {

  public final Map<Recipient, Integer> timers = new HashMap<>();
  private Optional<Failure> failure = Optional.empty();

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  @Override
  public Answer<Integer> set(Recipient chat, int seconds) {
    if (failure.isPresent()) {
      return Answer.failed(failure.get());
    }
    timers.put(chat, seconds);
    return new Done<>(seconds);
  }
}
