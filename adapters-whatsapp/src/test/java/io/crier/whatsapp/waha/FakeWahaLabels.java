package io.crier.whatsapp.waha;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.LabelSide;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The labels of the account at a fake WAHA. */
final class FakeWahaLabels implements LabelSide {

  private final Map<LabelId, Label> labels = new LinkedHashMap<>();
  private final Map<String, Set<LabelId>> chats = new ConcurrentHashMap<>();
  private final BiConsumer<String, JsonNode> posts;
  private volatile boolean idsAsObjects;
  private volatile int status = 200;

  FakeWahaLabels(BiConsumer<String, JsonNode> posts) {
    this.posts = posts;
  }

  /** Responds with this status from now on. */
  void refuse(int refusal) {
    status = refusal;
  }

  int status() {
    return status;
  }

  /** As WAHA's browser engine does. */
  void showIdsAsObjects() {
    idsAsObjects = true;
  }

  synchronized JsonNode respond(String call, byte[] body) throws IOException {
    if (call.endsWith("/chats")) {
      return chats(new LabelId(call.replaceFirst(".*/labels/(.*)/chats", "$1")));
    }
    var chat = call.replaceFirst(".*/labels(/chats/)?", "").replace("%40", "@");
    if (call.startsWith("PUT ")) {
      var ids =
          JsonTrees.MAPPER
              .readTree(body)
              .path("labels")
              .valueStream()
              .map(it -> new LabelId(it.path("id").textValue()))
              .filter(labels::containsKey)
              .collect(toCollection(LinkedHashSet::new));
      var before = Set.copyOf(of(chat));
      chats.put(chat, ids);
      ids.stream().filter(it -> !before.contains(it)).forEach(it -> report(it, chat, true));
      before.stream().filter(it -> !ids.contains(it)).forEach(it -> report(it, chat, false));
    }
    var listed = JsonTrees.MAPPER.createArrayNode();
    labels.values().stream()
        .filter(it -> chat.isEmpty() || of(chat).contains(it.id()))
        .forEach(it -> listed.add(json(it)));
    return listed;
  }

  private JsonNode chats(LabelId label) {
    var listed = JsonTrees.MAPPER.createArrayNode();
    chats.forEach(
        (chat, ids) -> {
          if (ids.contains(label)) {
            var shown = listed.addObject().put("name", "Somebody");
            if (idsAsObjects) {
              shown.putObject("id").put("_serialized", chat);
            } else {
              shown.put("id", chat);
            }
          }
        });
    return listed;
  }

  private Set<LabelId> of(String chat) {
    return chats.computeIfAbsent(chat, it -> new LinkedHashSet<>());
  }

  private static ObjectNode json(Label label) {
    return JsonTrees.MAPPER
        .createObjectNode()
        .put("id", label.id().value())
        .put("name", label.name())
        .put("color", label.color())
        .put("colorHex", "#00a0f2");
  }

  @Override
  public synchronized void save(SessionId session, Label label) {
    labels.put(label.id(), label);
    posts.accept("label.upsert", json(label));
  }

  @Override
  public synchronized void delete(SessionId session, LabelId label) {
    posts.accept("label.deleted", json(labels.remove(label)));
  }

  @Override
  public synchronized void assign(
      SessionId session, LabelId label, Recipient chat, boolean assigned) {
    var id = Ids.chat(chat);
    if (assigned) {
      of(id).add(label);
    } else {
      of(id).remove(label);
    }
    report(label, id, assigned);
  }

  private void report(LabelId label, String chat, boolean assigned) {
    var payload =
        JsonTrees.MAPPER.createObjectNode().put("labelId", label.value()).put("chatId", chat);
    payload.set("label", json(labels.get(label)));
    posts.accept(assigned ? "label.chat.added" : "label.chat.deleted", payload);
  }

  @Override
  public synchronized Set<LabelId> of(SessionId session, Recipient chat) {
    return Set.copyOf(of(Ids.chat(chat)));
  }
}
