package io.crier.application.messages;

import io.crier.application.events.Events;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Message;
import java.time.Instant;
import java.util.Collection;

/** Applies edits and deletions that WhatsApp has accepted to the messages they were made for. */
public final class ApplyChanges {

  private final Messages messages;
  private final Events events;

  public ApplyChanges(Messages messages, Events events) {
    this.messages = messages;
    this.events = events;
  }

  /** Call within a unit of work: applies those of these sent messages that change others. */
  public void apply(Collection<Message> sent, Instant at) {
    for (var message : sent) {
      if (message.content() instanceof Change change) {
        apply(change, at);
      }
    }
  }

  private void apply(Change change, Instant at) {
    change
        .target()
        .id()
        .flatMap(messages::lock)
        .flatMap(target -> change.applyTo(target, at))
        .ifPresent(
            changed -> {
              messages.revise(changed);
              events.publish(
                  change instanceof Change.Edit ? changed.editedEvent() : changed.revokedEvent());
            });
  }
}
