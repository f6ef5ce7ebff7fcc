package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The labels of one simulated account, and which chats have them, until a restart. It begins with
 * those that every business account has.
 */
final class LabelBook {

  private static final int MOST = 100;
  private static final int MOST_CHATS = 1_000;
  private static final List<String> FIRST =
      List.of("New customer", "New order", "Pending payment", "Paid", "Order complete");

  private final Map<LabelId, Label> labels = new LinkedHashMap<>();
  private final Map<Recipient, Set<LabelId>> chats = new LinkedHashMap<>();

  LabelBook() {
    for (var i = 0; i < FIRST.size(); i++) {
      var id = new LabelId(Integer.toString(i + 1));
      labels.put(id, new Label(id, FIRST.get(i), i));
    }
  }

  synchronized List<Label> all() {
    return List.copyOf(labels.values());
  }

  synchronized Optional<Label> find(LabelId id) {
    return Optional.ofNullable(labels.get(id));
  }

  synchronized List<Label> of(Recipient chat) {
    return chats.getOrDefault(chat, Set.of()).stream().map(labels::get).toList();
  }

  synchronized List<Recipient> chats(LabelId label) {
    return chats.keySet().stream().filter(it -> chats.get(it).contains(label)).toList();
  }

  synchronized void save(Label label) {
    if (labels.size() >= MOST && !labels.containsKey(label.id())) {
      throw new Refused(INVALID_REQUEST, "label: an account has at most " + MOST);
    }
    labels.put(label.id(), label);
  }

  /** Deletes a label, also from the chats that have it. */
  synchronized void delete(LabelId id) {
    labels.remove(id);
    chats.values().forEach(assigned -> assigned.remove(id));
  }

  /** Returns whether that changes anything. */
  synchronized boolean assign(LabelId label, Recipient chat, boolean assigned) {
    var its = chats.computeIfAbsent(chat, it -> new LinkedHashSet<>());
    if (chats.size() > MOST_CHATS) {
      chats.remove(chats.keySet().iterator().next());
    }
    return assigned ? its.add(label) : its.remove(label);
  }
}
