package io.crier.rest.v1.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message with buttons or a list, of which its recipient chooses one. */
public sealed interface NewMenu extends NewMessage.Contextual {

  String body();

  @Schema(description = "shown above the body", examples = "Blue Door Clinic")
  String header();

  @Schema(description = "shown below the body", examples = "Closed on Friday")
  String footer();

  @Schema(
      description =
          "text: if the session's engine has no buttons and lists, send a text with numbered"
              + " options instead; otherwise that is refused with 501. A reply to it is a plain text")
  Fallback fallback();

  /** What is sent if an engine has no buttons and lists. */
  @Schema(name = "SendFallback")
  enum Fallback {
    TEXT
  }

  /** A message with up to three buttons. */
  @Schema(name = "SendButtons")
  record Buttons(
      @Schema(required = true, constValue = "buttons", examples = "buttons") String type,
      String sessionId,
      String to,
      String header,
      @Schema(required = true, examples = "Does Monday suit you?") String body,
      String footer,
      @Schema(required = true, minItems = 1, maxItems = Menu.MOST_BUTTONS) List<Button> buttons,
      Fallback fallback,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewMenu {

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> none) {
      var options = each("buttons", buttons).stream().map(Button::option).toList();
      return new Menu(
          Optional.ofNullable(header),
          body,
          Optional.ofNullable(footer),
          Optional.empty(),
          List.of(new Menu.Section(Optional.empty(), options)),
          fallback == Fallback.TEXT,
          context(replyTo));
    }
  }

  /** A button of a message. */
  @Schema(name = "SendButton")
  record Button(
      @Schema(
              required = true,
              description = "returned when it is pressed; without spaces at its ends",
              examples = "yes")
          String id,
      @Schema(required = true, examples = "Yes") String title) {

    private Menu.Option option() {
      return new Menu.Option(id, title, Optional.empty());
    }
  }

  /** A message with a list of up to ten rows, which a button opens. */
  @Schema(name = "SendList")
  record Rows(
      @Schema(required = true, constValue = "list", examples = "list") String type,
      String sessionId,
      String to,
      String header,
      @Schema(required = true, examples = "When do you come?") String body,
      String footer,
      @Schema(required = true, examples = "Times") String button,
      @Schema(required = true, minItems = 1, maxItems = Menu.MOST_ROWS) List<Section> sections,
      Fallback fallback,
      String replyTo,
      List<String> mentions,
      Boolean mentionAll,
      ObjectNode metadata,
      Instant sendAt,
      NewMessage.Urgency priority,
      NewMessage.Pace pacing)
      implements NewMenu {

    @Override
    public Content content(Optional<Quoted> replyTo, Optional<MediaFile> none) {
      return new Menu(
          Optional.ofNullable(header),
          body,
          Optional.ofNullable(footer),
          Optional.of(button),
          each("sections", sections).stream().map(Section::section).toList(),
          fallback == Fallback.TEXT,
          context(replyTo));
    }
  }

  /** A part of a list. */
  @Schema(name = "SendSection")
  record Section(
      @Schema(description = "required if there are several sections", examples = "Monday")
          String title,
      @Schema(required = true, minItems = 1, maxItems = Menu.MOST_ROWS) List<Row> rows) {

    private Menu.Section section() {
      return new Menu.Section(
          Optional.ofNullable(title),
          each("sections.rows", rows).stream().map(Row::option).toList());
    }
  }

  /** A row of a list. */
  @Schema(name = "SendRow")
  record Row(
      @Schema(
              required = true,
              description = "returned when it is chosen; without spaces at its ends",
              examples = "18")
          String id,
      @Schema(required = true, examples = "18:00") String title,
      @Schema(description = "shown below the title", examples = "Fatima only") String description) {

    private Menu.Option option() {
      return new Menu.Option(id, title, Optional.ofNullable(description));
    }
  }

  private static <T> List<T> each(String field, List<T> items) {
    if (items == null || items.stream().anyMatch(Objects::isNull)) {
      throw new Refused(INVALID_CONTENT, field + ": is required");
    }
    return items;
  }
}
