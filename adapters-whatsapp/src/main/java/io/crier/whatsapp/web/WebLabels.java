package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The labels of a session, which the side process follows in WhatsApp's app state. */
record WebLabels(ProcessLink link, BooleanSupplier connected) implements Labels {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
    return ask(link, connected, line, read);
  }

  /** Asks the process about what is in the app state. */
  static <T> Answer<T> ask(
      ProcessLink link, BooleanSupplier connected, ObjectNode line, Function<JsonNode, T> read) {
    if (!connected.getAsBoolean()) {
      return Answer.failed(Failure.NOT_CONNECTED);
    }
    var answer = link.request(line, TIMEOUT).join();
    return answer.has("fault")
        ? Answer.failed(WebGroups.failure(answer.path("fault").asText()))
        : new Done<>(read.apply(answer));
  }

  private static List<Label> labels(JsonNode answer) {
    return answer.path("labels").valueStream().flatMap(it -> label(it).stream()).toList();
  }

  private static Optional<Label> label(JsonNode json) {
    var name = TextRule.repaired(json.path("name").asText());
    return id(json.path("id"))
        .map(
            id ->
                new Label(
                    id,
                    TextRule.head(name, Label.NAME.longest()),
                    Math.max(0, json.path("color").asInt())));
  }

  private static Optional<LabelId> id(JsonNode json) {
    try {
      return Optional.of(new LabelId(json.asText()));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }

  /** What the process tells about labels; empty if it is about something else. */
  static Optional<LabelChanged> read(JsonNode json, Instant now) {
    Optional<? extends LabelNews> news =
        json.has("label")
            ? label(json.get("label")).map(LabelNews.Updated::new)
            : json.has("deleted")
                ? id(json.get("deleted")).map(LabelNews.Deleted::new)
                : assigned(json);
    return news.map(it -> new LabelChanged(it, now));
  }

  private static Optional<LabelNews.Assigned> assigned(JsonNode json) {
    return id(json.path("of"))
        .flatMap(
            label ->
                Contents.person(json.path("chat"))
                    .map(
                        chat ->
                            new LabelNews.Assigned(
                                label, chat, json.path("assigned").asBoolean())));
  }
}
