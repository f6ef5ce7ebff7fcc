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
 * Receives the messages that Meta posts to a number, one at a time and apart from its other work:
 * fetching their files may take a while.
 */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());
  private static final int CAPACITY = 10_000;

  /**
   * @param ours the number of the session
   * @param kept to be run once the message is durable
   */
  private record Received(PhoneNumber ours, JsonNode message, JsonNode contacts, Runnable kept) {}

  private final NumberApi api;
  private final InstantSource clock;
  private final BooleanSupplier open;
  private final Consumer<Event.Received> events;
  private final Batcher<Received> inbox;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives
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

  /** Completes once the message is durable; with false if there are too many at once. */
  CompletableFuture<Boolean> accept(PhoneNumber ours, JsonNode message, JsonNode contacts) {
    return deduplicator.accept(
        message.path("id").asText(),
        kept -> inbox.offer(new Received(ours, message, contacts, kept)));
  }

  private void receive(Received received) {
    if (!open.getAsBoolean()) {
      return;
    }
    try {
      new Incoming(received.ours(), clock.instant())
          .message(received.message(), received.contacts(), api::fetch)
          .ifPresentOrElse(
              message -> events.accept(message.whenKept(received.kept())),
              () -> {
                LOG.log(Level.WARNING, "a message without a known sender was posted");
                received.kept().run();
              });
    } catch (RuntimeException e) {
      // Posting it again would not help.
      LOG.log(Level.WARNING, "a posted message is not understood", e);
      received.kept().run();
    }
  }
}
