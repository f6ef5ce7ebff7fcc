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
 * Receives the messages that WAHA posts to a session. They are handled one at a time and apart from
 * the session's other work: fetching their files may take a while.
 */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());
  private static final int CAPACITY = 10_000;

  /**
   * @param ours the number of the session
   * @param kept to be run once the message is durable
   */
  private record Received(PhoneNumber ours, JsonNode message, Runnable kept) {}

  private final Scheduler scheduler;
  private final Files files;
  private final BooleanSupplier open;
  private final Consumer<Event> events;
  private final Batcher<Received> inbox;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives
   */
  MessageReceiver(Scheduler scheduler, Files files, BooleanSupplier open, Consumer<Event> events) {
    this.scheduler = scheduler;
    this.files = files;
    this.open = open;
    this.events = events;
    inbox = new Batcher<>(scheduler.executor(), 1, CAPACITY, batch -> batch.forEach(this::receive));
  }

  /** Completes once the message is durable; with false if there are too many at once. */
  CompletableFuture<Boolean> accept(PhoneNumber ours, JsonNode message) {
    return Ids.of(message)
        .map(
            id ->
                deduplicator.accept(
                    id.value(), kept -> inbox.offer(new Received(ours, message, kept))))
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
              message -> events.accept(message.whenKept(received.kept())), received.kept()::run);
    } catch (RuntimeException e) {
      // Posting it again would not help.
      LOG.log(Level.WARNING, "a posted message is not understood", e);
      received.kept().run();
    }
  }
}
