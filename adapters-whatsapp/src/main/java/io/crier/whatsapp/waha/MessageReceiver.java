package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Deduplicator;
import io.crier.whatsapp.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Receives the messages that WAHA posts to a session, one at a time and separately from the
 * session's other work, because fetching files may take a while.
 */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());
  private static final int CAPACITY = 10_000;

  /**
   * @param ours the number of the session
   * @param onDurable to be run once the message is durable
   */
  private record Received(PhoneNumber ours, JsonNode message, Runnable onDurable) {}

  private final Scheduler scheduler;
  private final WahaFiles files;
  private final BooleanSupplier open;
  private final Consumer<Event> events;
  private final Batcher<Received> inbox;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives messages
   */
  MessageReceiver(
      Scheduler scheduler, WahaFiles files, BooleanSupplier open, Consumer<Event> events) {
    this.scheduler = scheduler;
    this.files = files;
    this.open = open;
    this.events = events;
    inbox = new Batcher<>(scheduler.executor(), 1, CAPACITY, batch -> batch.forEach(this::receive));
  }

  /**
   * Completes with true once the message is durable, or with false if there are too many at once.
   */
  CompletableFuture<Boolean> accept(PhoneNumber ours, JsonNode message) {
    return Ids.of(message)
        .map(
            id ->
                deduplicator.accept(
                    id.value(), onDurable -> inbox.offer(new Received(ours, message, onDurable))))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  private void receive(Received received) {
    if (!open.getAsBoolean()) {
      return;
    }
    try {
      new Incoming(received.ours(), scheduler.now(), files::fetch)
          .message(received.message())
          .ifPresentOrElse(
              message -> events.accept(message.whenKept(received.onDurable())),
              received.onDurable()::run);
    } catch (RuntimeException e) {
      // Repeating the post would not help.
      LOG.log(Level.WARNING, "failed to read a posted message", e);
      received.onDurable().run();
    }
  }
}
