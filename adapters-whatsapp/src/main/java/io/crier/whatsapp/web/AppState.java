package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import java.time.Instant;
import java.util.List;
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
    return WebLabels.read(json, now).stream().toList();
  }
}
