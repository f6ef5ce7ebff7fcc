package io.crier.application.sending;

import io.crier.domain.TextRule;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that an actor wants to send, complete except for its file and the message that it
 * refers to.
 *
 * @param refersTo the message that it replies or reacts to
 * @param forwards the message whose content it has instead of its own
 * @param handling how to send it; whether it is a test depends on the actor
 * @param unpaced whether to send at once, without pacing
 */
public record Outgoing(
    SessionId session,
    Recipient to,
    Optional<MessageId> refersTo,
    Optional<MessageId> forwards,
    Body body,
    Optional<Attachment> attachment,
    Handling handling,
    boolean unpaced) {

  public Outgoing(
      SessionId session,
      Recipient to,
      Optional<MessageId> refersTo,
      Body body,
      Optional<Attachment> attachment,
      Handling handling,
      boolean unpaced) {
    this(session, to, refersTo, Optional.empty(), body, attachment, handling, unpaced);
  }

  /** A message of the session that is sent to another chat. */
  public static Outgoing forward(
      SessionId session, Recipient to, MessageId message, Handling handling, boolean unpaced) {
    return new Outgoing(
        session,
        to,
        Optional.empty(),
        Optional.of(message),
        (referredTo, file) -> {
          throw new IllegalStateException("it has the content of the message that it forwards");
        },
        Optional.empty(),
        handling,
        unpaced);
  }

  /** A text, to be sent in its turn. */
  public static Outgoing text(SessionId session, Recipient to, String body) {
    return new Outgoing(
        session,
        to,
        Optional.empty(),
        (referredTo, file) -> new Content.Text(body),
        Optional.empty(),
        Handling.ORDINARY,
        false);
  }

  /** The same, to be sent at once. */
  Outgoing atOnce() {
    return new Outgoing(session, to, refersTo, forwards, body, attachment, handling, true);
  }

  /** The content; a document without a name has that of its URL, as in a browser. */
  Content content(Optional<Quoted> referredTo, Optional<MediaFile> file) {
    var content = body.content(referredTo, file);
    return content instanceof Content.Media media
            && media.kind() == MediaKind.DOCUMENT
            && media.filename().isEmpty()
        ? attachment.flatMap(Attachment::filename).map(media::named).orElse(media)
        : content;
  }

  /** Makes the content once the quoted message and the file are available. */
  @FunctionalInterface
  public interface Body {

    Content content(Optional<Quoted> referredTo, Optional<MediaFile> file);
  }

  /**
   * A file to send with the message.
   *
   * @param most the largest size in bytes, if WhatsApp does not accept less
   */
  public record Attachment(MediaKind kind, FileSource source, long most) {

    public Attachment(MediaKind kind, FileSource source) {
      this(kind, source, Long.MAX_VALUE);
    }

    private static final Pattern LAST_SEGMENT =
        Pattern.compile("/([^/\\\\\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,200}\\.\\w{1,10})$");

    /** The name at the end of its URL, if there is one. */
    Optional<String> filename() {
      return source instanceof FileSource.AtUrl remote && remote.url().getPath() != null
          ? Optional.of(LAST_SEGMENT.matcher(remote.url().getPath()))
              .filter(Matcher::find)
              .map(found -> TextRule.repaired(found.group(1)))
          : Optional.empty();
    }
  }

  /** The source of a file; if a type is declared, it is checked against the file's first bytes. */
  public sealed interface FileSource {

    /** Fetched from this URL. */
    record AtUrl(URI url) implements FileSource {}

    /** Contained in the request. */
    record Inline(Optional<String> claimedType, ByteBuffer bytes) implements FileSource {}

    /** Uploaded as a part of the request, and readable only once, during the request. */
    record Uploaded(Optional<String> claimedType, InputStream bytes) implements FileSource {}
  }
}
