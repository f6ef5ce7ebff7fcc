package io.crier.rest.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.AnswerOnce;
import io.crier.application.Replays.Replay;
import io.crier.application.messages.AcceptMessages;
import io.crier.application.messages.Idempotency;
import io.crier.domain.Refused;
import io.crier.domain.messages.Content.Media.Kind;
import io.crier.domain.messages.MediaFile;
import io.crier.rest.Json;
import io.crier.rest.JsonBodies;
import io.crier.rest.media.MediaLinks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
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
 * Messages that came in one request. All files are there before the first message is accepted, so
 * that the order within a session is that of the request; a file that several messages have is
 * fetched once.
 */
final class Batch {

  private static final int MOST_FETCHES = 16;

  private final Drafts drafts;
  private final MediaLinks links;
  private final Optional<AnswerOnce.Stamp> stamp;
  private final long end = System.nanoTime() + Drafts.PATIENCE.toNanos();
  private final Semaphore fetches = new Semaphore(MOST_FETCHES);
  private final Map<Source, CompletableFuture<MediaFile>> files = new HashMap<>();

  /** What became of a message. */
  sealed interface Result {}

  /** It is accepted, or was before: the JSON of the answer. */
  record Taken(int status, String json) implements Result {}

  /** It is refused. */
  record Rejected(Refused why) implements Result {}

  /** Where a file comes from, and what it is to be. */
  private record Source(Kind kind, String url, String data) {}

  /** One message on its way. */
  private static final class Item {
    private Draft draft;
    private CompletableFuture<MediaFile> file;
    private CompletableFuture<AcceptMessages.Acceptance> acceptance;

    private void refuse(Refused why) {
      acceptance = CompletableFuture.failedFuture(why);
    }
  }

  Batch(Drafts drafts, MediaLinks links, Optional<AnswerOnce.Stamp> stamp) {
    this.drafts = drafts;
    this.links = links;
    this.stamp = stamp;
  }

  List<Result> accept(List<JsonNode> messages) {
    var items = new ArrayList<Item>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var message : messages) {
        items.add(begin(message, items.size(), threads));
      }
    }
    items.forEach(this::accept);
    items.forEach(item -> item.acceptance.exceptionally(refused -> null).join());
    forgetUnneeded(items);
    return items.stream().map(this::result).toList();
  }

  private Item begin(JsonNode message, int index, ExecutorService threads) {
    var item = new Item();
    try {
      item.draft =
          drafts
              .of(JsonBodies.read(message, NewMessage.class))
              .repeatable(stamp.map(it -> idempotency(it, index)));
      if (item.draft.withFile().isPresent()) {
        item.acceptance =
            drafts.replay(item.draft).map(CompletableFuture::completedFuture).orElse(null);
        if (item.acceptance == null) {
          drafts.requireFit(item.draft, false);
          item.file = file(item.draft, threads);
        }
      }
    } catch (Refused refused) {
      item.refuse(refused);
    }
    return item;
  }

  private CompletableFuture<MediaFile> file(Draft draft, ExecutorService threads) {
    var message = draft.withFile().orElseThrow();
    return files.computeIfAbsent(
        new Source(message.kind(), message.url(), message.data()),
        source -> CompletableFuture.supplyAsync(() -> fetch(draft), threads));
  }

  private MediaFile fetch(Draft draft) {
    fetches.acquireUninterruptibly();
    try {
      return drafts.file(draft, Duration.ofNanos(Math.max(end - System.nanoTime(), 1)));
    } finally {
      fetches.release();
    }
  }

  private void accept(Item item) {
    if (item.acceptance != null) {
      return;
    }
    item.acceptance =
        item.file == null
            ? attempt(() -> drafts.accept(item.draft))
            : item.file.thenCompose(file -> attempt(() -> drafts.acceptWith(item.draft, file)));
  }

  private static CompletableFuture<AcceptMessages.Acceptance> attempt(
      Supplier<CompletableFuture<AcceptMessages.Acceptance>> accept) {
    try {
      return accept.get();
    } catch (Refused refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void forgetUnneeded(List<Item> items) {
    var kept = new HashMap<MediaFile, Draft>();
    var needed = new HashSet<MediaFile>();
    for (var item : items) {
      if (item.file != null && !item.file.isCompletedExceptionally()) {
        var file = item.file.join();
        kept.put(file, item.draft);
        item.acceptance.whenComplete(
            (acceptance, failure) -> {
              if (Drafts.isNeeded(file, acceptance, failure)) {
                needed.add(file);
              }
            });
      }
    }
    kept.keySet().removeAll(needed);
    kept.forEach((file, draft) -> drafts.forget(draft, file));
  }

  /** What is no refusal is broken, and so is the answer: whoever asks again gets the rest. */
  private Result result(Item item) {
    try {
      return switch (item.acceptance.join()) {
        case AcceptMessages.Accepted accepted ->
            new Taken(202, Json.write(MessageView.of(accepted, links)));
        case AcceptMessages.Replayed replayed ->
            new Taken(replayed.answer().status(), replayed.answer().body());
      };
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) {
        return new Rejected(refused);
      }
      throw e;
    }
  }

  /** A key that no caller can give, since theirs have no spaces. */
  private Idempotency idempotency(AnswerOnce.Stamp of, int index) {
    return new Idempotency(
        sha256(of.key()) + " " + index,
        of.fingerprint(),
        accepted -> new Replay(of.fingerprint(), 202, Json.write(MessageView.of(accepted, links))));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
