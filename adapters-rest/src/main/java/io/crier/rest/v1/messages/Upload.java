package io.crier.rest.v1.messages;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.media.MediaProblem.MEDIA_MISSING;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.application.sending.Outgoing;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.rest.door.FormPart;
import io.crier.rest.json.JsonBodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A multipart request: a message with its file. */
record Upload(NewFile message, byte[] json, FormPart file) {

  static final String MESSAGE = "message";
  static final String FILE = "file";

  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /** The form in the OpenAPI document. */
  @Schema(name = "MessageUpload")
  record Form(
      @Schema(
              required = true,
              type = SchemaType.STRING,
              implementation = String.class,
              description =
                  "a SendImage, SendVideo, SendAudio, SendDocument or SendSticker as JSON, without url"
                      + " and data")
          NewMessage message,
      @Schema(
              required = true,
              type = SchemaType.STRING,
              format = "binary",
              description = "the file, with its filename and its Content-Type")
          String file) {}

  static Upload of(List<FormPart> parts) {
    var message = FormPart.named(MESSAGE, parts);
    var file = FormPart.named(FILE, parts);
    if (parts.size() > 2) {
      throw new Refused(INVALID_REQUEST, "expected exactly two parts: message and file");
    }
    var json =
        message
            .orElseThrow(() -> new Refused(INVALID_REQUEST, "message: is required"))
            .bytes(MAX_MESSAGE_BYTES);
    if (!(read(json) instanceof NewFile it)) {
      throw new Refused(
          INVALID_CONTENT, "only image, video, audio, document and sticker messages have a file");
    }
    var bytes = file.orElseThrow(() -> new Refused(MEDIA_MISSING));
    return new Upload(bytes.filename().map(it::withFilename).orElse(it), json, bytes);
  }

  /** The message as the use case takes it; the file can be read only once. */
  Outgoing outgoing() throws IOException {
    return message.outgoing(new Outgoing.FileSource.Uploaded(file.type(), file.content().open()));
  }

  /**
   * The bytes that identify this upload. The raw body cannot: a repeated request has another
   * multipart boundary.
   */
  byte[] fingerprintContent(MediaFile kept) {
    var fingerprintContent = new ByteArrayOutputStream();
    fingerprintContent.writeBytes(json);
    fingerprintContent.writeBytes(
        ("\n" + kept.sha256() + "\n" + file.filename().orElse(""))
            .getBytes(StandardCharsets.UTF_8));
    return fingerprintContent.toByteArray();
  }

  private static NewMessage read(byte[] json) {
    try {
      return (NewMessage) JsonBodies.read(json, NewMessage.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
