package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.messages.Recipient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is blocked, in memory. */
public final class InMemoryBlocks implements Blocks {

  public final Set<Recipient> blocked = new LinkedHashSet<>();
  private Optional<Failure> failure = Optional.empty();

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  @Override
  public Answer<List<Recipient>> list() {
    return answer(List.copyOf(blocked));
  }

  @Override
  public Answer<Recipient> change(Recipient person, boolean block) {
    if (failure.isEmpty() && block) {
      blocked.add(person);
    } else if (failure.isEmpty()) {
      blocked.remove(person);
    }
    return answer(person);
  }

  private <T> Answer<T> answer(T value) {
    return failure.<Answer<T>>map(Answer::failed).orElseGet(() -> new Done<>(value));
  }
}
