package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.EDIT_TOO_LATE;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_EDITABLE;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_OURS;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_SENT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_REVOKED;
import static io.crier.domain.messages.MessageProblem.REVOKE_TOO_LATE;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.media.MediaKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What the session does to a message that it has sent before. */
public sealed interface Change extends Content permits Change.Edit, Change.Deletion {

  /** How long after a message was sent WhatsApp's apps take an edit of it. */
  Duration EDITABLE_FOR = Duration.ofMinutes(15);

  /** How long after a message was sent WhatsApp's apps delete it for everyone. */
  Duration REVOKABLE_FOR = Duration.ofHours(60);

  /** The message that changes. */
  Quoted target();

  /** When WhatsApp's apps begin to ignore it. */
  Instant until();

  /** The target as it is after WhatsApp has accepted this; empty if that changes nothing. */
  Optional<Message> applyTo(Message target, Instant at);

  @Override
  default Context context() {
    return Context.NONE;
  }

  /** Nobody sees it being typed. */
  @Override
  default int length() {
    return 0;
  }

  /**
   * Another text, or caption of a file, for a message of the session; refused if it is too late.
   */
  static Edit edit(Message target, String body, Instant now) {
    var until = requireChangeable(target, EDITABLE_FOR, EDIT_TOO_LATE, now);
    var edit = new Edit(quoted(target), captionOf(target.content()), body, until);
    edit.requireFitToSend();
    return edit;
  }

  /**
   * Deletes a message of the session for everyone; refused if it is too late.
   *
   * @param blanks whether what it said is not kept
   */
  static Deletion deletion(Message target, boolean blanks, Instant now) {
    var until = requireChangeable(target, REVOKABLE_FOR, REVOKE_TOO_LATE, now);
    return new Deletion(quoted(target), blanks, until);
  }

  private static Instant requireChangeable(
      Message target, Duration window, Problem tooLate, Instant now) {
    if (target.direction() != Direction.OUTBOUND) {
      throw new Refused(MESSAGE_NOT_OURS);
    }
    if (target.content() instanceof Change || target.content() instanceof Reaction) {
      throw new Refused(MESSAGE_NOT_EDITABLE);
    }
    if (!target.status().isSent()) {
      throw new Refused(MESSAGE_NOT_SENT);
    }
    if (target.revisions().revokedAt().isPresent()) {
      throw new Refused(MESSAGE_REVOKED);
    }
    var until = target.progress().sentAt().orElse(target.createdAt()).plus(window);
    if (now.isAfter(until)) {
      throw new Refused(tooLate);
    }
    return until;
  }

  /** Without its text, which a deletion must not keep. */
  private static Quoted quoted(Message target) {
    var quoted = Quoted.of(target);
    return new Quoted(quoted.id(), quoted.whatsAppId(), quoted.ours(), quoted.author(), "");
  }

  private static Optional<MediaKind> captionOf(Content content) {
    var kind =
        switch (content) {
          case Text text -> Optional.<MediaKind>empty();
          case Media media -> Optional.of(media.kind());
          case MissingMedia media -> Optional.of(media.kind());
          default -> throw new Refused(MESSAGE_NOT_EDITABLE);
        };
    if (kind.filter(it -> it.isAudible() || it == MediaKind.STICKER).isPresent()) {
      throw new Refused(MESSAGE_NOT_EDITABLE);
    }
    return kind;
  }

  /**
   * Another text for a message.
   *
   * @param captionOf the kind of the message's file, whose caption this is; empty for a text
   * @param body if it is a text, 1 to 4,096 characters; if it is a caption, 1 to 1,024
   */
  record Edit(Quoted target, Optional<MediaKind> captionOf, String body, Instant until)
      implements Change {

    private static final TextRule CAPTION = TextRule.text(1, 1_024);

    public Edit {
      Objects.requireNonNull(target);
      Objects.requireNonNull(captionOf);
      Objects.requireNonNull(until);
    }

    @Override
    public void requireFitToSend() {
      if (body == null) {
        throw new Refused(INVALID_TEXT, "body: is required");
      }
      (captionOf.isPresent() ? CAPTION : Text.BODY).require("body", body, INVALID_TEXT);
    }

    @Override
    public Optional<Message> applyTo(Message changed, Instant at) {
      return changed.edited(new Text(body, changed.content().context()), at);
    }

    @Override
    public String type() {
      return "edit";
    }

    @Override
    public String text() {
      return body;
    }
  }

  /**
   * The end of a message for everyone in its chat.
   *
   * @param blanks whether what it said is not kept
   */
  record Deletion(Quoted target, boolean blanks, Instant until) implements Change {

    public Deletion {
      Objects.requireNonNull(target);
      Objects.requireNonNull(until);
    }

    @Override
    public Optional<Message> applyTo(Message changed, Instant at) {
      return changed.revoked(blanks, at);
    }

    @Override
    public String type() {
      return "deletion";
    }

    @Override
    public String text() {
      return "";
    }
  }
}
