package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Deduplicator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Receives the messages that Meta posts to a number, one at a time and separately from its other
 * work, because fetching files may take a while.
 */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());
  private static final int CAPACITY = 10_000;

  /**
   * @param ours the number of the session
   * @param onDurable to be run once the message is durable
   */
  private record Received(
      PhoneNumber ours, JsonNode message, JsonNode contacts, Runnable onDurable) {}

  private final NumberApi api;
  private final InstantSource clock;
  private final BooleanSupplier open;
  private final Consumer<Event.Received> events;
  private final Batcher<Received> inbox;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives messages
   */
  MessageReceiver(
      NumberApi api,
      Executor executor,
      InstantSource clock,
      BooleanSupplier open,
      Consumer<Event.Received> events) {
    this.api = api;
    this.clock = clock;
    this.open = open;
    this.events = events;
    inbox = new Batcher<>(executor, 1, CAPACITY, batch -> batch.forEach(this::receive));
  }

  /**
   * Completes with true once the message is durable, or with false if there are too many at once.
   */
  CompletableFuture<Boolean> accept(PhoneNumber ours, JsonNode message, JsonNode contacts) {
    return deduplicator.accept(
        message.path("id").asText(),
        onDurable -> inbox.offer(new Received(ours, message, contacts, onDurable)));
  }

  private void receive(Received received) {
    if (!open.getAsBoolean()) {
      return;
    }
    try {
      new Incoming(received.ours(), clock.instant())
          .message(received.message(), received.contacts(), api::fetch)
          .ifPresentOrElse(
              message -> events.accept(message.whenKept(received.onDurable())),
              () -> {
                LOG.log(Level.WARNING, "a message without a known sender was posted");
                received.onDurable().run();
              });
    } catch (RuntimeException e) {
      // Repeating the post would not help.
      LOG.log(Level.WARNING, "failed to read a posted message", e);
      received.onDurable().run();
    }
  }
}
