package io.crier.rest.v1.messages;

import static io.crier.domain.media.MediaProblem.MEDIA_MISSING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sending.Outgoing;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Quoted;
import io.crier.rest.door.FileSources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message with one file: at a URL, inline, or as a separate part. */
public sealed interface NewFile extends NewMessage.Contextual {

  @Schema(
      description = "the URL to fetch the file from; instead of data or a part named file",
      maxLength = 2048,
      examples = "https://example.com/file")
  String url();

  @Schema(
      description = "the file as a data URI of at most 5 MB",
      examples = "data:image/png;base64,iVBORw0KGgo=")
  String data();

  MediaKind kind();

  /** Sets the filename, if the type has one and none is set. */
  default NewFile withFilename(String filename) {
    return this;
  }

  /** With the file named in the message; refused unless there is exactly one. */
  @Override
  default Outgoing outgoing() {
    return outgoing(Optional.of(new Outgoing.Attachment(kind(), FileSources.of(url(), data()))));
  }

  /** With the uploaded file; refused if the message names one too. */
  default Outgoing outgoing(Outgoing.FileSource.Uploaded upload) {
    if (url() != null || data() != null) {
      throw new Refused(MEDIA_MISSING);
    }
    return outgoing(Optional.of(new Outgoing.Attachment(kind(), upload)));
  }

  /** An image to send: JPEG, PNG or WebP, at most 5 MB. */
  @Schema(name = "SendImage")
  record Image(
      @Schema(required = true, constValue = "image", examples = "image") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(examples = "Our new door") String caption,
      @Schema(description = "whether it can be opened only once", defaultValue = "false")
          Boolean viewOnce,
      List<String> audience,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewFile, NewMessage.Story {

    @Override
    public MediaKind kind() {
      return MediaKind.IMAGE;
    }

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.empty(),
          Boolean.TRUE.equals(viewOnce),
          context(replyTo));
    }
  }

  /** A video to send: MP4 or 3GPP, at most 16 MB. */
  @Schema(name = "SendVideo")
  record Video(
      @Schema(required = true, constValue = "video", examples = "video") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(examples = "Our new door") String caption,
      @Schema(description = "whether it can be opened only once", defaultValue = "false")
          Boolean viewOnce,
      List<String> audience,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewFile, NewMessage.Story {

    @Override
    public MediaKind kind() {
      return MediaKind.VIDEO;
    }

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.empty(),
          Boolean.TRUE.equals(viewOnce),
          context(replyTo));
    }
  }

  /** Audio to send: Ogg, MP3, AAC, AMR or MP4, at most 16 MB. */
  @Schema(name = "SendAudio")
  record Audio(
      @Schema(required = true, constValue = "audio", examples = "audio") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(
              description =
                  "whether to send it as a voice message: Opus in Ogg, or what this server can convert to that",
              defaultValue = "false")
          Boolean voice,
      @Schema(description = "whether it can be opened only once", defaultValue = "false")
          Boolean viewOnce,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewFile {

    @Override
    public MediaKind kind() {
      return Boolean.TRUE.equals(voice) ? MediaKind.VOICE : MediaKind.AUDIO;
    }

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.empty(),
          Optional.empty(),
          Boolean.TRUE.equals(viewOnce),
          context(replyTo));
    }
  }

  /** A sticker to send: WebP, at most 5 MB; WhatsApp shows it best with 512 by 512 pixels. */
  @Schema(name = "SendSticker")
  record Sticker(
      @Schema(required = true, constValue = "sticker", examples = "sticker") String type,
      String sessionId,
      String to,
      String url,
      String data,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewFile {

    @Override
    public MediaKind kind() {
      return MediaKind.STICKER;
    }

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> file) {
      return new Content.Media(
          kind(), file.orElseThrow(), Optional.empty(), Optional.empty(), context(replyTo));
    }
  }

  /** A document to send: any type, at most 100 MB. */
  @Schema(name = "SendDocument")
  record Document(
      @Schema(required = true, constValue = "document", examples = "document") String type,
      String sessionId,
      String to,
      String url,
      String data,
      @Schema(examples = "Our new door") String caption,
      @Schema(examples = "invoice.pdf") String filename,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewFile {

    @Override
    public MediaKind kind() {
      return MediaKind.DOCUMENT;
    }

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> file) {
      return new Content.Media(
          kind(),
          file.orElseThrow(),
          Optional.ofNullable(caption),
          Optional.ofNullable(filename),
          context(replyTo));
    }

    @Override
    public NewFile withFilename(String name) {
      return filename != null
          ? this
          : new Document(
              type,
              sessionId,
              to,
              url,
              data,
              caption,
              name,
              replyTo,
              mentions,
              mentionAll,
              metadata,
              sendAt,
              priority,
              pacing);
    }
  }
}
