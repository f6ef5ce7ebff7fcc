package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A text with options, of which its recipient chooses one: buttons, or a list that a button opens.
 *
 * @param header shown above it; if sent, at most 60 characters
 * @param body if sent, at most 1,024 characters above buttons, and 4,096 above a list
 * @param footer shown below it; if sent, at most 60 characters
 * @param opener what the button says that opens the list; absent if the options are buttons
 * @param sections of options; buttons are in one
 * @param orText whether engines without buttons and lists may send it as a numbered text
 */
public record Menu(
    Optional<String> header,
    String body,
    Optional<String> footer,
    Optional<String> opener,
    List<Section> sections,
    boolean orText,
    Context context)
    implements Content {

  public static final TextRule BUTTONS_BODY = TextRule.text(1, 1_024);
  public static final TextRule LIST_BODY = TextRule.text(1, 4_096);
  public static final TextRule LABEL = TextRule.line(60);
  public static final TextRule BUTTON = TextRule.line(20);
  public static final TextRule BUTTON_ID = TextRule.line(256);
  public static final TextRule ROW = TextRule.line(24);
  public static final TextRule ROW_ID = TextRule.line(200);
  public static final TextRule DESCRIPTION = TextRule.line(72);
  public static final int MOST_BUTTONS = 3;
  public static final int MOST_ROWS = 10;

  /**
   * Options under a title.
   *
   * @param title if sent, at most 24 characters; required if there are several sections
   */
  public record Section(Optional<String> title, List<Option> options) {

    public Section {
      if (options == null || options.stream().anyMatch(Objects::isNull)) {
        throw new Refused(INVALID_CONTENT, "a section has rows");
      }
      options = List.copyOf(options);
      Objects.requireNonNull(title);
    }
  }

  /**
   * What a recipient can choose.
   *
   * @param id returned when it is chosen
   * @param description shown below it in a list
   */
  public record Option(String id, String title, Optional<String> description) {

    public Option {
      if (id == null || title == null) {
        throw new Refused(INVALID_CONTENT, "a button or row has an id and a title");
      }
      Objects.requireNonNull(description);
    }
  }

  public Menu {
    if (body == null || sections == null || sections.stream().anyMatch(Objects::isNull)) {
      throw new Refused(INVALID_CONTENT, "there are a body and buttons or sections");
    }
    sections = List.copyOf(sections);
    Objects.requireNonNull(header);
    Objects.requireNonNull(footer);
    Objects.requireNonNull(opener);
    Objects.requireNonNull(context);
  }

  /** The same in another context. */
  Menu with(Context other) {
    return new Menu(header, body, footer, opener, sections, orText, other);
  }

  /** Whether its options are in a list, and not buttons. */
  public boolean isList() {
    return opener.isPresent();
  }

  /** All that can be chosen, in order. */
  public List<Option> options() {
    return sections.stream().flatMap(it -> it.options().stream()).toList();
  }

  @Override
  public String type() {
    return isList() ? "list" : "buttons";
  }

  @Override
  public String text() {
    return body;
  }

  @Override
  public int length() {
    return TextRule.length(asText().body());
  }

  @Override
  public void requireFitToSend() {
    SendRules.require(this);
    (isList() ? LIST_BODY : BUTTONS_BODY).require("body", body, INVALID_CONTENT);
    requireNotBlank("body", body);
    LABEL.require("header", header, INVALID_CONTENT);
    LABEL.require("footer", footer, INVALID_CONTENT);
    if (isList()) {
      requireList();
    } else {
      requireButtons();
    }
    if (orText) {
      asText().requireFitToSend();
    }
  }

  private void requireButtons() {
    var buttons = options();
    if (buttons.isEmpty() || buttons.size() > MOST_BUTTONS) {
      throw new Refused(INVALID_CONTENT, "buttons: expected 1 to " + MOST_BUTTONS);
    }
    for (var button : buttons) {
      requireId("buttons.id", BUTTON_ID, button.id());
      BUTTON.require("buttons.title", button.title(), INVALID_CONTENT);
    }
    requireDifferent("buttons.id", buttons.stream().map(Option::id).toList());
    requireDifferent("buttons.title", buttons.stream().map(Option::title).toList());
  }

  private void requireList() {
    BUTTON.require("button", opener, INVALID_CONTENT);
    var rows = options();
    if (rows.size() > MOST_ROWS
        || rows.isEmpty()
        || sections.stream().anyMatch(it -> it.options().isEmpty())) {
      throw new Refused(
          INVALID_CONTENT,
          "sections: expected rows in each, and at most %d together".formatted(MOST_ROWS));
    }
    for (var section : sections) {
      ROW.require("sections.title", section.title(), INVALID_CONTENT);
      if (section.title().isEmpty() && sections.size() > 1) {
        throw new Refused(INVALID_CONTENT, "sections.title: is required, if there are several");
      }
    }
    for (var row : rows) {
      requireId("sections.rows.id", ROW_ID, row.id());
      ROW.require("sections.rows.title", row.title(), INVALID_CONTENT);
      DESCRIPTION.require("sections.rows.description", row.description(), INVALID_CONTENT);
    }
    requireDifferent("sections.rows.id", rows.stream().map(Option::id).toList());
  }

  private static void requireId(String field, TextRule rule, String id) {
    rule.require(field, id, INVALID_CONTENT);
    if (!id.equals(id.strip())) {
      throw new Refused(INVALID_CONTENT, field + ": expected no spaces at its ends");
    }
  }

  private static void requireDifferent(String field, List<String> texts) {
    if (new HashSet<>(texts).size() < texts.size()) {
      throw new Refused(INVALID_CONTENT, field + ": expected different ones");
    }
  }

  private static void requireNotBlank(String field, String text) {
    if (text.isBlank()) {
      throw new Refused(INVALID_CONTENT, field + ": expected more than spaces");
    }
  }

  /** The same as a text with numbered options, for engines without buttons and lists. */
  public Text asText() {
    var text = new StringBuilder();
    header.ifPresent(it -> text.append(it).append("\n\n"));
    text.append(body).append("\n");
    var number = 0;
    for (var section : sections) {
      text.append("\n");
      section.title().ifPresent(it -> text.append(it).append("\n"));
      for (var option : section.options()) {
        text.append(++number).append(". ").append(option.title());
        option.description().ifPresent(it -> text.append(": ").append(it));
        text.append("\n");
      }
    }
    footer.ifPresent(it -> text.append("\n").append(it).append("\n"));
    return new Text(text.substring(0, text.length() - 1), context);
  }
}
