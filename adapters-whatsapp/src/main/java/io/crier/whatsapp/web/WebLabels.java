package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import io.crier.whatsapp.ReceivedLabels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The labels of a session, which the side process follows in WhatsApp's app state. */
record WebLabels(ProcessLink link, BooleanSupplier connected) implements Labels {

  @Override
  public Answer<List<Label>> list() {
    return ask(line("list"), WebLabels::labels);
  }

  @Override
  public Answer<List<Label>> of(Recipient chat, Optional<Address> address) {
    return ask(line("of", chat), WebLabels::labels);
  }

  @Override
  public Answer<List<Recipient>> chats(LabelId label) {
    return ask(
        line("chats").put("label", label.value()),
        answer ->
            answer
                .path("chats")
                .valueStream()
                .flatMap(chat -> Contents.person(chat).stream())
                .toList());
  }

  @Override
  public Answer<LabelId> change(
      Recipient chat, Optional<Address> address, LabelId label, boolean assigned) {
    var line = line("change", chat).put("label", label.value()).put("assigned", assigned);
    return ask(line, answer -> label);
  }

  private ObjectNode line(String action) {
    return link.line("label").put("action", action);
  }

  private ObjectNode line(String action, Recipient chat) {
    return line(action).put("jid", Contents.address(chat));
  }

  private <T> Answer<T> ask(ObjectNode line, Function<JsonNode, T> read) {
    return Question.ask(link, connected, line, read);
  }

  private static List<Label> labels(JsonNode answer) {
    return answer
        .path("labels")
        .valueStream()
        .flatMap(it -> ReceivedLabels.label(it).stream())
        .toList();
  }

  /** What the process tells about labels; empty if it is about something else. */
  static Optional<LabelChanged> read(JsonNode json, Instant now) {
    Optional<? extends LabelNews> news =
        json.has("label")
            ? ReceivedLabels.label(json.get("label")).map(LabelNews.Updated::new)
            : json.has("deleted")
                ? ReceivedLabels.id(json.get("deleted")).map(LabelNews.Deleted::new)
                : assigned(json);
    return news.map(it -> new LabelChanged(it, now));
  }

  private static Optional<LabelNews.Assigned> assigned(JsonNode json) {
    return ReceivedLabels.id(json.path("of"))
        .flatMap(
            label ->
                Contents.person(json.path("chat"))
                    .map(
                        chat ->
                            new LabelNews.Assigned(
                                label, chat, json.path("assigned").asBoolean())));
  }
}
