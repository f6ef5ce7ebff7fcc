package io.crier.application.sending;

import io.crier.application.Actor;
import io.crier.application.messages.QuoteMessage;
import io.crier.application.sending.AcceptMessages.Request;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.LinkPreview;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Quoted;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Sends a message for an actor: fetches its file or preview, if it has one, and queues it. */
public final class SendMessage {

  /** How long a file may take to arrive. */
  static final Duration FETCH_TIMEOUT = Duration.ofSeconds(60);

  /** How long a page may take to arrive of which a preview is shown. */
  static final Duration PREVIEW_TIMEOUT = Duration.ofSeconds(5);

  /** Stands for a file that has not been fetched yet. */
  private static final Optional<MediaFile> SOME_FILE =
      Optional.of(new MediaFile(new MediaId(new UUID(0, 0)), "", 0, ""));

  private final AcceptMessages acceptMessages;
  private final QuoteMessage quoteMessage;
  private final KeepAttachment keepAttachment;
  private final Executor executor;

  public SendMessage(
      AcceptMessages acceptMessages,
      QuoteMessage quoteMessage,
      KeepAttachment keepAttachment,
      Executor executor) {
    this.acceptMessages = acceptMessages;
    this.quoteMessage = quoteMessage;
    this.keepAttachment = keepAttachment;
    this.executor = executor;
  }

  /**
   * Completes once the message is durable; fails with a {@link Refused} if it is not accepted. A
   * retry under the same key is answered without fetching the file again.
   */
  public CompletableFuture<Acceptance> send(
      Actor actor, Outgoing message, Optional<SendIdempotency> idempotency) {
    var draft = draft(actor, message, idempotency);
    if (message.attachment().isEmpty() && !draft.wantsPreview()) {
      return draft.accept(Optional.empty(), new Succession());
    }
    return draft
        .replay()
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () -> {
              draft.requireValid();
              return message.attachment().isEmpty()
                  ? CompletableFuture.runAsync(() -> draft.fetchPreview(PREVIEW_TIMEOUT), executor)
                      .thenCompose(fetched -> draft.accept(Optional.empty(), new Succession()))
                  : CompletableFuture.supplyAsync(() -> draft.file(FETCH_TIMEOUT), executor)
                      .thenCompose(draft::acceptOrForget);
            });
  }

  /**
   * The same for a message with an uploaded file, which is read before this returns.
   *
   * @param idempotency given the file, since the request's fingerprint includes its content
   */
  public CompletableFuture<Acceptance> sendUpload(
      Actor actor, Outgoing message, Function<MediaFile, Optional<SendIdempotency>> idempotency) {
    var draft = draft(actor, message, Optional.empty());
    draft.requireValid();
    var file = draft.file(FETCH_TIMEOUT);
    return draft.repeatable(idempotency.apply(file)).acceptOrForget(file);
  }

  /** Sends a message of a request without an idempotency key. */
  public CompletableFuture<Message> send(Actor actor, Outgoing message) {
    return send(actor, message, Optional.empty()).thenApply(SendMessage::accepted);
  }

  /** The same for a message with an uploaded file. */
  public CompletableFuture<Message> sendUpload(Actor actor, Outgoing message) {
    return sendUpload(actor, message, file -> Optional.empty()).thenApply(SendMessage::accepted);
  }

  private static Message accepted(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Accepted accepted -> accepted.message();
      case Acceptance.Replayed replayed ->
          throw new IllegalStateException("a request without an idempotency key");
    };
  }

  /** Checks what the actor may send, before the file is fetched. */
  Draft draft(Actor actor, Outgoing message, Optional<SendIdempotency> idempotency) {
    actor.require(Role.SEND);
    var referredTo =
        message
            .refersTo()
            .map(id -> quoteMessage.quote(actor, message.session(), message.to(), id));
    return new Draft(actor, message, referredTo, idempotency);
  }

  /** A message that is being accepted. */
  final class Draft {

    private final Actor actor;
    private final Outgoing message;
    private final Optional<Quoted> referredTo;
    private final Optional<SendIdempotency> idempotency;
    private volatile LinkPreview preview;

    private Draft(
        Actor actor,
        Outgoing message,
        Optional<Quoted> referredTo,
        Optional<SendIdempotency> idempotency) {
      this.actor = actor;
      this.message = message;
      this.referredTo = referredTo;
      this.idempotency = idempotency;
    }

    Optional<Outgoing.Attachment> attachment() {
      return message.attachment();
    }

    /** The answer to the same request, if it was made before. */
    Optional<Acceptance> replay() {
      return idempotency.flatMap(it -> acceptMessages.replay(actor, it));
    }

    /** Whether a page has to be read before it is sent. */
    boolean wantsPreview() {
      return message.attachment().isEmpty()
          && message.forwards().isEmpty()
          && content(Optional.empty()) instanceof Content.Text text
          && text.preview().isPresent();
    }

    /** Reads the page that it links to; if that fails, it is sent without. */
    void fetchPreview(Duration timeout) {
      var text = (Content.Text) content(Optional.empty());
      preview = keepAttachment.preview(text.preview().orElseThrow(), timeout);
    }

    /** Refuses a message that is invalid regardless of its file. */
    void requireValid() {
      if (message.attachment().isPresent()) {
        message.handling().sendAt().ifPresent(keepAttachment::requireKeptUntil);
      }
      acceptMessages.requireValid(request(SOME_FILE));
    }

    /** The message's file, fetched and stored. */
    MediaFile file(Duration timeout) {
      return keepAttachment.keep(actor.accountId(), message.attachment().orElseThrow(), timeout);
    }

    void forget(MediaFile file) {
      keepAttachment.forget(actor.accountId(), file);
    }

    CompletableFuture<Acceptance> accept(Optional<MediaFile> file, Succession succession) {
      // What is forwarded may be gone by the time the request is repeated.
      return message
          .forwards()
          .flatMap(forwarded -> replay())
          .map(CompletableFuture::completedFuture)
          .orElseGet(() -> acceptMessages.accept(request(file), succession));
    }

    /** Accepts the message with this file, and deletes the file if the message is refused. */
    private CompletableFuture<Acceptance> acceptOrForget(MediaFile file) {
      return CompletableFuture.completedFuture(Optional.of(file))
          .thenCompose(it -> accept(it, new Succession()))
          .whenCompleteAsync(
              (acceptance, failure) -> {
                if (!isNeeded(file, acceptance, failure)) {
                  forget(file);
                }
              },
              executor);
    }

    private Draft repeatable(Optional<SendIdempotency> by) {
      return new Draft(actor, message, referredTo, by);
    }

    private Content content(Optional<MediaFile> file) {
      var content =
          message
              .forwards()
              .map(this::forwarded)
              .orElseGet(() -> message.content(referredTo, file));
      content.requireFitToSend();
      return content instanceof Content.Text text && preview != null
          ? new Content.Text(text.body(), Optional.of(preview), text.context())
          : content;
    }

    private Content forwarded(MessageId id) {
      var content = quoteMessage.forwarded(actor, message.session(), id);
      if (content instanceof Content.Media media) {
        var sendAt = message.handling().sendAt();
        keepAttachment.requireKept(actor.accountId(), media.file(), sendAt);
      }
      return content;
    }

    private Request request(Optional<MediaFile> file) {
      var handling = message.handling();
      return new Request(
          actor,
          message.session(),
          message.to(),
          content(file),
          new Handling(handling.priority(), actor.test(), handling.sendAt(), handling.metadata()),
          message.unpaced(),
          idempotency);
    }
  }

  /** Whether a message uses the file, or may use it. */
  static boolean isNeeded(MediaFile file, Acceptance acceptance, Throwable failure) {
    return switch (acceptance) {
      case null ->
          !(failure instanceof Refused
              || failure instanceof CompletionException wrapped
                  && wrapped.getCause() instanceof Refused);
      case Acceptance.Accepted accepted -> true;
      // The answer may belong to this very request, if its commit succeeded unnoticed.
      case Acceptance.Replayed replayed ->
          replayed.answer().body().contains(file.id().value().toString());
    };
  }
}
