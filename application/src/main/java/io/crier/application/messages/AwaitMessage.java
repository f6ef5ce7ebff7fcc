package io.crier.application.messages;

import io.crier.application.Announcements;
import io.crier.application.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Waits until it is known whether a message was sent. */
public final class AwaitMessage {

  private final FindMessages findMessages;
  private final Executor executor;
  private final Map<MessageId, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

  public AwaitMessage(FindMessages findMessages, Announcements announcements, Executor executor) {
    this.findMessages = findMessages;
    this.executor = executor;
    announcements.listen(this::hear);
  }

  /** The message as it is once it was sent, failed or was cancelled, or when the time is over. */
  public CompletableFuture<FindMessages.Found> await(
      AccountId account, MessageId id, Duration patience) {
    var ended = awaited.computeIfAbsent(id, it -> new CompletableFuture<>());
    if (isDecided(findMessages.find(account, id).message().status())) {
      ended.complete(null);
    }
    return ended
        .copy()
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApplyAsync(
            it -> {
              awaited.remove(id);
              return findMessages.find(account, id);
            },
            executor);
  }

  private void hear(List<Published> published) {
    if (awaited.isEmpty()) {
      return;
    }
    for (var it : published) {
      if (it.event() instanceof MessageEvent.StatusChanged changed && isDecided(changed.status())) {
        var waiting = awaited.get(changed.message());
        if (waiting != null) {
          waiting.complete(null);
        }
      }
    }
  }

  private static boolean isDecided(MessageStatus status) {
    return !status.isWaiting() && status != MessageStatus.SENDING;
  }
}
