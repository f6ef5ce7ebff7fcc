package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The labels of a business account, through WAHA. */
final class WahaLabels implements Labels {

  private final SessionApi api;
  private final BooleanSupplier connected;

  WahaLabels(SessionApi api, BooleanSupplier connected) {
    this.api = api;
    this.connected = connected;
  }

  @Override
  public Answer<List<Label>> list() {
    return answer(() -> read(api.labels()));
  }

  @Override
  public Answer<List<Label>> of(Recipient chat, Optional<Address> address) {
    return answer(() -> read(api.labels(id(chat, address))));
  }

  @Override
  public Answer<List<Recipient>> chats(LabelId label) {
    return answer(
        () ->
            api.labelledChats(label)
                .valueStream()
                .flatMap(it -> chat(it.path("id")).stream())
                .toList());
  }

  /** WAHA replaces all labels of a chat at once: one change after another, so that none is lost. */
  @Override
  public synchronized Answer<LabelId> change(
      Recipient chat, Optional<Address> address, LabelId label, boolean assigned) {
    var id = id(chat, address);
    return answer(
        () -> {
          var ids = new LinkedHashSet<LabelId>();
          read(api.labels(id)).forEach(it -> ids.add(it.id()));
          if (assigned ? ids.add(label) : ids.remove(label)) {
            api.setLabels(id, ids);
          }
          return label;
        });
  }

  private static String id(Recipient chat, Optional<Address> address) {
    return address.map(Address::value).orElseGet(() -> Ids.chat(chat));
  }

  /** The id of a chat, which some of WAHA's engines show as an object. */
  private static Optional<Recipient> chat(JsonNode id) {
    return Ids.recipient(id.path("_serialized").asText(id.asText()));
  }

  /** Reads what WAHA posts about labels; empty if it is nothing that Crier knows. */
  static Optional<LabelChanged> read(String event, JsonNode payload, Instant now) {
    Optional<? extends LabelNews> news =
        switch (event) {
          case "label.upsert" -> ReceivedLabels.label(payload).map(LabelNews.Updated::new);
          case "label.deleted" -> ReceivedLabels.id(payload.path("id")).map(LabelNews.Deleted::new);
          case "label.chat.added" -> assigned(payload, true);
          case "label.chat.deleted" -> assigned(payload, false);
          default -> Optional.empty();
        };
    return news.map(it -> new LabelChanged(it, now));
  }

  private static Optional<LabelNews.Assigned> assigned(JsonNode payload, boolean assigned) {
    return ReceivedLabels.id(payload.path("labelId"))
        .flatMap(
            label ->
                chat(payload.path("chatId"))
                    .map(chat -> new LabelNews.Assigned(label, chat, assigned)));
  }

  private static List<Label> read(JsonNode labels) {
    return labels.valueStream().flatMap(it -> ReceivedLabels.label(it).stream()).toList();
  }

  private <T> Answer<T> answer(Supplier<T> question) {
    return Question.ask(connected, question);
  }
}
