package io.crier.application.messages;

import io.crier.application.Actor;
import io.crier.application.Clockwork;
import io.crier.application.events.Announcements;
import io.crier.application.events.Published;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Waits until it is known whether a message was sent. */
public final class AwaitMessage {

  /** How often to look for what other nodes have done. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final FindMessages findMessages;
  private final Clockwork clockwork;
  private final Predicate<SessionId> runsHere;
  private final Map<MessageId, List<CompletableFuture<Void>>> awaited = new ConcurrentHashMap<>();

  /**
   * @param runsHere whether this node runs a session, and so announces what happens to its messages
   */
  public AwaitMessage(
      FindMessages findMessages,
      Announcements announcements,
      Clockwork clockwork,
      Predicate<SessionId> runsHere) {
    this.findMessages = findMessages;
    this.clockwork = clockwork;
    this.runsHere = runsHere;
    announcements.listen(this::onPublished);
  }

  /** The message once it is sent, failed or cancelled, or when the timeout has expired. */
  public CompletableFuture<FindMessages.Found> await(Actor actor, MessageId id, Duration timeout) {
    var ended = new CompletableFuture<Void>();
    begin(id, ended);
    try {
      // Read only after the listener is registered, so that no change is missed.
      var message = findMessages.find(actor, id).message();
      if (isDecided(message.status())) {
        ended.complete(null);
      } else if (!runsHere.test(message.session())) {
        lookAgain(actor, id, ended);
      }
    } catch (RuntimeException e) {
      end(id, ended);
      throw e;
    }
    return ended
        .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(
            it -> {
              end(id, ended);
              return findMessages.find(actor, id);
            },
            clockwork::run);
  }

  private void lookAgain(Actor actor, MessageId id, CompletableFuture<Void> ended) {
    clockwork.after(
        LOOK,
        () -> {
          if (ended.isDone()) {
            return;
          }
          if (isDecided(findMessages.find(actor, id).message().status())) {
            ended.complete(null);
          } else {
            lookAgain(actor, id, ended);
          }
        });
  }

  private void begin(MessageId id, CompletableFuture<Void> ended) {
    awaited.compute(
        id,
        (it, others) ->
            others == null
                ? List.of(ended)
                : Stream.concat(others.stream(), Stream.of(ended)).toList());
  }

  private void end(MessageId id, CompletableFuture<Void> ended) {
    awaited.computeIfPresent(
        id,
        (it, all) -> {
          var others = all.stream().filter(other -> other != ended).toList();
          return others.isEmpty() ? null : others;
        });
  }

  private void onPublished(List<Published> published) {
    if (awaited.isEmpty()) {
      return;
    }
    for (var it : published) {
      if (it.event() instanceof MessageEvent.StatusChanged changed && isDecided(changed.status())) {
        awaited.getOrDefault(changed.message(), List.of()).forEach(ended -> ended.complete(null));
      }
    }
  }

  private static boolean isDecided(MessageStatus status) {
    return !status.isWaiting() && status != MessageStatus.SENDING;
  }
}
