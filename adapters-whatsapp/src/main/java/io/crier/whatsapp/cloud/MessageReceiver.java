package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Deduplicator;
import io.crier.whatsapp.FirstDownload;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Receives the messages that Meta posts to a number, in the order of their arrival. */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());

  private final InstantSource clock;
  private final BooleanSupplier open;
  private final Consumer<Event.Arrival> events;
  private final FirstDownload downloads;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives messages
   */
  MessageReceiver(
      NumberApi api,
      Executor executor,
      InstantSource clock,
      BooleanSupplier open,
      Consumer<Event.Arrival> events) {
    this.clock = clock;
    this.open = open;
    this.events = events;
    downloads = new FirstDownload(api, executor);
  }

  /**
   * Completes with true once the message is durable, or with false if there are too many at once.
   */
  CompletableFuture<Boolean> accept(PhoneNumber ours, JsonNode message, JsonNode contacts) {
    return deduplicator.accept(
        message.path("id").asText(), onDurable -> receive(ours, message, contacts, onDurable));
  }

  private boolean receive(
      PhoneNumber ours, JsonNode message, JsonNode contacts, Runnable onDurable) {
    try {
      var arrival = new Incoming(ours, clock.instant()).message(message, contacts);
      if (arrival.isPresent()) {
        return downloads.offer(arrival.get().whenKept(onDurable), this::publish);
      }
      LOG.log(Level.WARNING, "a message without a known sender was posted");
    } catch (RuntimeException e) {
      // Repeating the post would not help.
      LOG.log(Level.WARNING, "failed to read a posted message", e);
    }
    onDurable.run();
    return true;
  }

  private void publish(Event.Arrival arrival) {
    if (open.getAsBoolean()) {
      events.accept(arrival);
    }
  }
}
