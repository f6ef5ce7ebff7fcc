package io.crier.application.sending;

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

/**
 * A message that an actor asks to send, complete but for what it refers to and its file.
 *
 * @param refersTo the message that it answers or reacts to
 * @param handling whether it is a test is the actor's to say
 * @param unpaced whether it asks to be sent at once
 */
public record Outgoing(
    SessionId session,
    Recipient to,
    Optional<MessageId> refersTo,
    Body body,
    Optional<Attachment> attachment,
    Handling handling,
    boolean unpaced) {

  /** Makes the content once the quoted message and the file are available. */
  @FunctionalInterface
  public interface Body {

    Content content(Optional<Quoted> referredTo, Optional<MediaFile> file);
  }

  /** A file that the message carries. */
  public record Attachment(MediaKind kind, FileSource source) {}

  /** Where a file comes from; its type, if one is claimed, is checked against its first bytes. */
  public sealed interface FileSource {

    /** It is fetched from there. */
    record AtUrl(URI url) implements FileSource {}

    /** It came within the request. */
    record Inline(Optional<String> claimedType, ByteBuffer bytes) implements FileSource {}

    /** It comes beside the request and can be read once, while the request lasts. */
    record Uploaded(Optional<String> claimedType, InputStream bytes) implements FileSource {}
  }
}
