package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message to the session. */
@Schema(name = "SimulatorInbound")
public record InboundRequest(
    @Schema(required = true, examples = "+966507654321") String from,
    @Schema(
            description =
                "unsupported is something that Crier does not know, unavailable a message whose"
                    + " content does not arrive",
            enumeration = {
              "text",
              "image",
              "video",
              "audio",
              "voice",
              "sticker",
              "document",
              "poll",
              "unsupported",
              "unavailable"
            },
            defaultValue = "text")
        String type,
    @Schema(
            required = true,
            description =
                "the text, the question of a poll, or the caption of a file, which may be empty",
            examples = "وعليكم السلام")
        String body,
    @Schema(description = "the file in base64, at most 64 KiB; a tiny picture if it is left out")
        String data,
    @Schema(description = "the type of the file", defaultValue = "image/png") String mimeType,
    @Schema(description = "the name of a document", examples = "invoice.pdf") String filename,
    @Schema(description = "of a poll", examples = "[\"Tea\",\"Coffee\"]") List<String> options,
    @Schema(
            description = "whether it is shown as a story instead of written to the session",
            defaultValue = "false")
        Boolean story) {

  /** Longer than a message of WhatsApp can be, to try what becomes of such a one. */
  static final TextRule BODY = TextRule.text(1, 100_000);

  private static final TextRule CAPTION = TextRule.text(0, 100_000);
  private static final int MAX_FILE = 1 << 16;
  private static final String TEXT = "text";
  private static final String UNSUPPORTED = "unsupported";
  private static final String UNAVAILABLE = "unavailable";
  private static final String POLL = "poll";
  private static final String PNG = "image/png";
  private static final String TINY_PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";

  /** Where it is written. */
  Recipient chat() {
    var by = Recipient.parse(from);
    if (!isStory()) {
      return by;
    }
    if (by instanceof Recipient.Group) {
      throw new Refused(INVALID_REQUEST, "from: it is a person who shows a story");
    }
    return new Recipient.Stories();
  }

  private boolean isStory() {
    return Boolean.TRUE.equals(story);
  }

  private Context context() {
    return isStory()
        ? new Context(Optional.empty(), List.of(), Optional.of(Recipient.parse(from)))
        : Context.NONE;
  }

  boolean hasFile() {
    return type != null && !Set.of(TEXT, POLL, UNSUPPORTED, UNAVAILABLE).contains(type);
  }

  /** What is written if it has no file. */
  Content content() {
    if (UNAVAILABLE.equals(type)) {
      return new Unavailable(Unavailable.Reason.VIEW_ONCE, context());
    }
    var text = BODY.require("body", body, INVALID_TEXT);
    if (POLL.equals(type)) {
      return new Poll(text, Optional.ofNullable(options).orElse(List.of()), false, context());
    }
    return UNSUPPORTED.equals(type)
        ? new Content.Unsupported("simulated", text, context())
        : new Content.Text(text, context());
  }

  MissingMedia file() {
    return new MissingMedia(
        kind(),
        Optional.ofNullable(mimeType).orElse(PNG),
        Optional.of((long) bytes().length),
        Optional.of(CAPTION.require("body", body, INVALID_TEXT)).filter(text -> !text.isEmpty()),
        Optional.ofNullable(filename),
        Optional.empty(),
        context());
  }

  private MediaKind kind() {
    return Arrays.stream(MediaKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    INVALID_REQUEST, "type: the simulator's phones write text and send files"));
  }

  byte[] bytes() {
    try {
      var bytes = Base64.getDecoder().decode(Optional.ofNullable(data).orElse(TINY_PICTURE));
      if (bytes.length > 0 && bytes.length <= MAX_FILE) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // refused below
    }
    throw new Refused(INVALID_REQUEST, "data is base64 of 1 to 65536 bytes");
  }
}
