package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.chats.ChatChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What the side process reads in WhatsApp's app state, which all devices of an account share. */
final class AppState {

  private AppState() {}

  /** Publishes the news of a line; {@code kept} runs once all of them are durable. */
  static void publish(JsonNode line, Instant now, Consumer<Event> events, Runnable kept) {
    var news = line.path("news").valueStream().flatMap(it -> read(it, now).stream()).toList();
    var left = new AtomicInteger(news.size() + 1);
    Runnable oneKept =
        () -> {
          if (left.decrementAndGet() == 0) {
            kept.run();
          }
        };
    news.forEach(it -> events.accept(it.whenKept(oneKept)));
    oneKept.run();
  }

  private static List<? extends Event.Arrival> read(JsonNode json, Instant now) {
    return json.has("marks")
        ? marked(json.path("chat"), json.get("marks"), now).stream().toList()
        : WebLabels.read(json, now).stream().toList();
  }

  private static Optional<Event.ChatChanged> marked(JsonNode chat, JsonNode marks, Instant now) {
    var change =
        new ChatChange(
            mark(marks, "read"),
            mark(marks, "archived"),
            mark(marks, "muted"),
            mark(marks, "pinned"));
    return Contents.person(chat).map(it -> new Event.ChatChanged(it, change, now));
  }

  private static Optional<Boolean> mark(JsonNode marks, String name) {
    return marks.has(name) ? Optional.of(marks.get(name).asBoolean()) : Optional.empty();
  }
}
