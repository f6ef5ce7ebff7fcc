package io.crier.rest.v1.messages;

import io.crier.domain.messages.Menu;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a sent message with buttons or a list has besides its body. */
@Schema(name = "MenuContent")
public record MenuView(
    @Schema(description = "shown above the body") Optional<String> header,
    @Schema(description = "shown below the body") Optional<String> footer,
    @Schema(description = "what the button says that opens a list", examples = "Times")
        Optional<String> button,
    @Schema(required = true, description = "the buttons, or the rows of the list")
        List<OptionView> options) {

  /** A button, or a row of a list. */
  @Schema(name = "MenuOption")
  public record OptionView(
      @Schema(required = true, description = "returned when it is chosen", examples = "18")
          String id,
      @Schema(required = true, description = "what it says", examples = "18:00") String title,
      @Schema(description = "what a list shows below it", examples = "Fatima only")
          Optional<String> description,
      @Schema(description = "the title of its section", examples = "Monday")
          Optional<String> section) {}

  static MenuView of(Menu menu) {
    return new MenuView(
        menu.header(),
        menu.footer(),
        menu.opener(),
        menu.sections().stream()
            .flatMap(
                section ->
                    section.options().stream()
                        .map(
                            it ->
                                new OptionView(
                                    it.id(), it.title(), it.description(), section.title())))
            .toList());
  }
}
