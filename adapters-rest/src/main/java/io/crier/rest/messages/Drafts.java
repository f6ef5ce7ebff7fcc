package io.crier.rest.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.messages.AcceptMessages;
import io.crier.application.messages.AcceptMessages.Acceptance;
import io.crier.application.messages.QuoteMessage;
import io.crier.domain.Refused;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.MediaId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.rest.Caller;
import io.crier.rest.Ids;
import io.crier.rest.sessions.UsableSessions;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Turns what callers write into messages that are accepted, with their files. */
@ApplicationScoped
public class Drafts {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Stands for a file that is not there yet. */
  private static final Optional<MediaFile> SOME_FILE =
      Optional.of(new MediaFile(new MediaId(new UUID(0, 0)), "", 0, ""));

  @Inject AcceptMessages acceptMessages;
  @Inject QuoteMessage quoteMessage;
  @Inject Attachments attachments;
  @Inject UsableSessions usable;
  @Inject Caller caller;
  @Inject ManagedExecutorService executor;

  /** What the caller of this request wishes to send. */
  Draft of(NewMessage message) {
    var account = caller.wholeAccount();
    var session = usable.require(message.sessionId());
    var to = Recipient.parse(message.to());
    var named =
        message
            .names()
            .map(id -> new MessageId(Ids.parse(id, MESSAGE_NOT_FOUND)))
            .map(id -> quoteMessage.quote(account.id(), session, to, id));
    return new Draft(message, account, session, to, named, caller.key().isTest(), Optional.empty());
  }

  /** Accepts a message that says itself where its file is, if it has one. */
  CompletableFuture<Acceptance> accept(Draft draft) {
    if (draft.withFile().isEmpty()) {
      return acceptMessages.accept(draft.request(Optional.empty()));
    }
    return replay(draft)
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () -> {
              requireFit(draft, false);
              return CompletableFuture.supplyAsync(() -> file(draft, PATIENCE), executor)
                  .thenCompose(file -> accept(draft, file));
            });
  }

  /** Accepts a message with this file, which is forgotten again if the message is refused. */
  CompletableFuture<Acceptance> accept(Draft draft, MediaFile file) {
    return CompletableFuture.completedFuture(file)
        .thenCompose(it -> acceptWith(draft, it))
        .whenCompleteAsync(
            (acceptance, failure) -> {
              if (!isNeeded(file, acceptance, failure)) {
                forget(draft, file);
              }
            },
            executor);
  }

  /** The same, for callers who see to what is to be forgotten. */
  CompletableFuture<Acceptance> acceptWith(Draft draft, MediaFile file) {
    return acceptMessages.accept(draft.request(Optional.of(file)));
  }

  void forget(Draft draft, MediaFile file) {
    attachments.forget(draft.owner(), file);
  }

  /** The answer to the same request, if it was made before. */
  Optional<Acceptance> replay(Draft draft) {
    return draft.idempotency().flatMap(it -> acceptMessages.replay(draft.owner(), it));
  }

  /** Refuses what will be refused whatever is in its file. */
  void requireFit(Draft draft, boolean uploaded) {
    draft.withFile().ifPresent(it -> attachments.requireOneSource(it, uploaded));
    acceptMessages.requireFit(draft.request(SOME_FILE));
  }

  /** The message's file, fetched and kept. */
  MediaFile file(Draft draft, Duration patience) {
    return attachments.keep(draft.owner(), draft.withFile().orElseThrow(), patience);
  }

  /** Whether a message has the file; if nobody knows, one may have it. */
  static boolean isNeeded(MediaFile file, Acceptance acceptance, Throwable failure) {
    return switch (acceptance) {
      case null ->
          !(failure instanceof Refused
              || failure instanceof CompletionException wrapped
                  && wrapped.getCause() instanceof Refused);
      case AcceptMessages.Accepted accepted -> true;
      // The answer may be to this very request, if the word of its being accepted was lost.
      case AcceptMessages.Replayed replayed ->
          replayed.answer().body().contains(file.id().value().toString());
    };
  }
}
