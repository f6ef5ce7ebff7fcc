package io.crier.whatsapp.simulator;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Menu;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A button, or a row of a list.
 *
 * @param description below it in a list; may be null
 */
@Schema(name = "SimulatorOption")
@JsonInclude(NON_NULL)
public record MenuOption(
    @Schema(required = true, description = "with which it is chosen", examples = "yes") String id,
    @Schema(required = true, description = "what it says", examples = "Yes") String title,
    @Schema(description = "what a list shows below it") String description) {

  /** Those of a menu; null if it is none, so that other submissions have none. */
  static List<MenuOption> of(Content content) {
    return content instanceof Menu menu
        ? menu.options().stream()
            .map(it -> new MenuOption(it.id(), it.title(), it.description().orElse(null)))
            .toList()
        : null;
  }

  /** What arrives when it is chosen. */
  Content.Interactive chosen(boolean inList, Context context) {
    return new Content.Interactive(
        inList ? "list_reply" : "button_reply",
        Optional.of(id),
        Optional.of(title),
        Optional.ofNullable(description),
        Optional.empty(),
        context);
  }
}
