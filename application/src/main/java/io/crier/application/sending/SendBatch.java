package io.crier.application.sending;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaFile;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Sends the messages of one request, each with a result of its own. All files are fetched before
 * the first message is accepted, so that the order within a session is that of the request; a file
 * that several messages share is fetched once. Once a message fails that may be accepted later,
 * those behind it in its session fail, too: a repeated request has the same order.
 */
public final class SendBatch {

  private static final int MOST_FETCHES = 16;

  private final SendMessage sendMessage;

  public SendBatch(SendMessage sendMessage) {
    this.sendMessage = sendMessage;
  }

  /** The result for one message. */
  public sealed interface Result {}

  /** It is accepted, or was accepted before. */
  public record Succeeded(Acceptance acceptance) implements Result {}

  /** It is refused. */
  public record Rejected(Refused why) implements Result {}

  /** It could not be accepted for no fault of the caller; the same request may be retried. */
  public record Failed(Throwable why) implements Result {}

  /**
   * The results in the order of the messages.
   *
   * @param messages each may throw its own {@link Refused} when it is read
   * @param idempotency of the whole request; each message repeats under a part of it
   */
  public List<Result> send(
      Actor actor, List<Supplier<Outgoing>> messages, Optional<SendIdempotency> idempotency) {
    actor.require(Role.SEND);
    return new Run(actor, idempotency).send(messages);
  }

  /** One message being processed. */
  private static final class Item {
    private Succession succession = new Succession();
    private SendMessage.Draft draft;
    private CompletableFuture<MediaFile> file;
    private CompletableFuture<Acceptance> acceptance;
  }

  private final class Run {

    private final Actor actor;
    private final Optional<SendIdempotency> idempotency;
    private final long end = System.nanoTime() + SendMessage.FETCH_TIMEOUT.toNanos();
    private final Semaphore fetches = new Semaphore(MOST_FETCHES);
    private final Map<Outgoing.Attachment, CompletableFuture<MediaFile>> files = new HashMap<>();
    private final Map<SessionId, Succession> successions = new HashMap<>();

    private Run(Actor actor, Optional<SendIdempotency> idempotency) {
      this.actor = actor;
      this.idempotency = idempotency;
    }

    private List<Result> send(List<Supplier<Outgoing>> messages) {
      var items = new ArrayList<Item>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var message : messages) {
          items.add(begin(message, items.size(), threads));
        }
      }
      items.forEach(this::accept);
      items.forEach(item -> item.acceptance.exceptionally(refused -> null).join());
      forgetUnneeded(items);
      return items.stream().map(SendBatch::result).toList();
    }

    private Item begin(Supplier<Outgoing> message, int index, ExecutorService threads) {
      var item = new Item();
      try {
        var outgoing = message.get();
        item.succession =
            successions.computeIfAbsent(outgoing.session(), session -> new Succession());
        item.draft = sendMessage.draft(actor, outgoing, idempotency.map(it -> it.part(index)));
        if (item.draft.wantsPreview()) {
          threads.execute(() -> fetchPreview(item.draft));
        }
        if (item.draft.attachment().isPresent()) {
          item.acceptance =
              item.draft.replay().map(CompletableFuture::completedFuture).orElse(null);
          if (item.acceptance == null) {
            item.draft.requireValid();
            item.file = file(item.draft, threads);
          }
        }
      } catch (RuntimeException failure) {
        item.acceptance = CompletableFuture.failedFuture(failure);
      }
      return item;
    }

    private CompletableFuture<MediaFile> file(SendMessage.Draft draft, ExecutorService threads) {
      return files.computeIfAbsent(
          draft.attachment().orElseThrow(),
          attachment -> CompletableFuture.supplyAsync(() -> fetch(draft), threads));
    }

    private void fetchPreview(SendMessage.Draft draft) {
      fetches.acquireUninterruptibly();
      try {
        var left = Duration.ofNanos(Math.max(end - System.nanoTime(), 1));
        var usual = SendMessage.PREVIEW_TIMEOUT;
        draft.fetchPreview(left.compareTo(usual) < 0 ? left : usual);
      } finally {
        fetches.release();
      }
    }

    private MediaFile fetch(SendMessage.Draft draft) {
      fetches.acquireUninterruptibly();
      try {
        return draft.file(Duration.ofNanos(Math.max(end - System.nanoTime(), 1)));
      } finally {
        fetches.release();
      }
    }

    private void accept(Item item) {
      if (item.acceptance == null) {
        item.acceptance =
            item.file == null
                ? attempt(item, Optional.empty())
                : item.file.thenCompose(file -> attempt(item, Optional.of(file)));
      }
      item.acceptance.whenComplete((acceptance, failure) -> item.succession.heed(failure));
    }
  }

  private static CompletableFuture<Acceptance> attempt(Item item, Optional<MediaFile> file) {
    try {
      return item.draft.accept(file, item.succession);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static void forgetUnneeded(List<Item> items) {
    var kept = new HashMap<MediaFile, SendMessage.Draft>();
    var needed = new HashSet<MediaFile>();
    for (var item : items) {
      if (item.file != null && !item.file.isCompletedExceptionally()) {
        var file = item.file.join();
        kept.put(file, item.draft);
        item.acceptance.whenComplete(
            (acceptance, failure) -> {
              if (SendMessage.isNeeded(file, acceptance, failure)) {
                needed.add(file);
              }
            });
      }
    }
    kept.keySet().removeAll(needed);
    kept.forEach((file, draft) -> draft.forget(file));
  }

  private static Result result(Item item) {
    try {
      return new Succeeded(item.acceptance.join());
    } catch (CompletionException e) {
      return e.getCause() instanceof Refused refused
          ? new Rejected(refused)
          : new Failed(e.getCause());
    }
  }
}
