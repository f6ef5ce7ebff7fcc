package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Labels in memory. */
public final class InMemoryLabels implements Labels {

  private final Map<LabelId, Label> labels = new LinkedHashMap<>();
  private final Map<Recipient, Set<LabelId>> chats = new HashMap<>();
  private Optional<Failure> failure = Optional.empty();

  public void add(Label label) {
    labels.put(label.id(), label);
  }

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  @Override
  public Answer<List<Label>> list() {
    return answer(List.copyOf(labels.values()));
  }

  @Override
  public Answer<List<Label>> of(Recipient chat, Optional<Address> address) {
    var ids = chats.getOrDefault(chat, Set.of());
    return answer(labels.values().stream().filter(it -> ids.contains(it.id())).toList());
  }

  @Override
  public Answer<LabelId> change(
      Recipient chat, Optional<Address> address, LabelId label, boolean assigned) {
    var ids = chats.computeIfAbsent(chat, it -> new HashSet<>());
    if (assigned) {
      ids.add(label);
    } else {
      ids.remove(label);
    }
    return answer(label);
  }

  @Override
  public Answer<List<Recipient>> chats(LabelId label) {
    return answer(chats.keySet().stream().filter(it -> chats.get(it).contains(label)).toList());
  }

  private <T> Answer<T> answer(T value) {
    return failure.<Answer<T>>map(Answer::failed).orElseGet(() -> new Done<>(value));
  }
}
