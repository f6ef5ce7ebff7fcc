package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.whatsapp.Deduplicator;
import io.crier.whatsapp.FirstDownload;
import io.crier.whatsapp.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Receives the messages that WAHA posts to a session, in the order of their arrival. */
final class MessageReceiver {

  private static final Logger LOG = System.getLogger(MessageReceiver.class.getName());

  private final Engine.Identity identity;
  private final Scheduler scheduler;
  private final BooleanSupplier open;
  private final Consumer<Event> events;
  private final FirstDownload downloads;
  private final Deduplicator deduplicator = new Deduplicator();

  /**
   * @param open whether the session still receives messages
   */
  MessageReceiver(
      Engine.Identity identity,
      Scheduler scheduler,
      WahaMedia media,
      BooleanSupplier open,
      Consumer<Event> events) {
    this.identity = identity;
    this.scheduler = scheduler;
    this.open = open;
    this.events = events;
    downloads = new FirstDownload(media, scheduler.executor());
  }

  /**
   * Completes with true once the message is durable, or with false if there are too many at once.
   */
  CompletableFuture<Boolean> accept(PhoneNumber ours, String event, JsonNode message) {
    return Incoming.nameOf(event, message)
        .map(
            name ->
                deduplicator.accept(name, onDurable -> receive(ours, event, message, onDurable)))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  private boolean receive(PhoneNumber ours, String event, JsonNode message, Runnable onDurable) {
    try {
      var arrival = new Incoming(ours, scheduler.now()).arrival(event, message);
      if (arrival.filter(this::isWanted).isPresent()) {
        return downloads.offer(arrival.get().whenKept(onDurable), this::publish);
      }
    } catch (RuntimeException e) {
      // Repeating the post would not help.
      LOG.log(Level.WARNING, "failed to read a posted message", e);
    }
    onDurable.run();
    return true;
  }

  /** The files of posts that nobody wants are not downloaded. */
  private boolean isWanted(Event.Arrival arrival) {
    return !(arrival instanceof Event.Received received
            && received.peer() instanceof Recipient.Channel)
        || "receive".equals(identity.settings().get(Session.CHANNELS));
  }

  private void publish(Event.Arrival arrival) {
    if (open.getAsBoolean()) {
      events.accept(arrival);
    }
  }
}
