package io.crier.rest.wapi;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.rest.wapi.WapiProblem.MEDIA_CONFLICT;
import static io.crier.rest.wapi.WapiProblem.MEDIA_REQUIRED;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.rest.door.FileSources;
import io.crier.rest.door.FormPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file to send, as callers request it: as JSON, or as the other parts of a form. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "WapiFile", description = "A file to send")
public record NewFile(
    @Schema(
            required = true,
            description = "digits with country code, or the id of a group",
            examples = "923001234567")
        String to,
    @Schema(
            description =
                "where to fetch the file; in a form, a part named file may take its place",
            maxLength = 2048,
            examples = "https://example.com/file")
        String url,
    @Schema(
            description = "of images and documents: the text below",
            maxLength = 1024,
            examples = "Our new door")
        String caption,
    @JsonAlias("filename")
        @Schema(
            description = "of documents: the name that the recipient sees",
            maxLength = 120,
            examples = "invoice.pdf")
        String fileName,
    @Schema(description = "of audio: whether it is a voice message", defaultValue = "false")
        Boolean ptt,
    @Schema(
            description = "the session to send with; default: the only one, or the one named main",
            examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
        String sessionId) {

  static final String FILE = "file";

  private static final int MAX_FIELD_BYTES = 8 * 1024;

  static NewFile of(List<FormPart> form) {
    return new NewFile(
        text(form, "to"),
        text(form, "url"),
        text(form, "caption"),
        Optional.ofNullable(text(form, "fileName")).orElseGet(() -> text(form, "filename")),
        flag("ptt", text(form, "ptt")),
        text(form, "sessionId"));
  }

  /** The source of the file: the uploaded one, or the one at the URL. */
  FileSource source(Optional<FormPart> upload) throws IOException {
    if (upload.isPresent() && url != null) {
      throw new Refused(MEDIA_CONFLICT);
    }
    if (upload.isPresent()) {
      return new FileSource.Uploaded(upload.get().type(), upload.get().content().open());
    }
    if (url == null) {
      throw new Refused(MEDIA_REQUIRED);
    }
    return FileSources.atUrl(url);
  }

  Outgoing.Body body(MediaKind kind, Optional<FormPart> upload) {
    var text = Fields.optional("caption", caption, 1_024);
    var given = Optional.ofNullable(fileName).or(() -> upload.flatMap(FormPart::filename));
    var name =
        Fields.optional(
            "fileName", given.filter(it -> kind == MediaKind.DOCUMENT).orElse(null), 120);
    return (nothing, file) -> new Content.Media(kind, file.orElseThrow(), text, name, Context.NONE);
  }

  /** Forms send what is not filled in as an empty text. */
  private static String text(List<FormPart> form, String name) {
    return FormPart.named(name, form)
        .map(part -> new String(part.bytes(MAX_FIELD_BYTES), StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty())
        .orElse(null);
  }

  private static Boolean flag(String name, String value) {
    if (value == null || value.matches("true|false")) {
      return Boolean.valueOf(value);
    }
    throw new Refused(INVALID_REQUEST, name + ": expected true or false");
  }
}
