package io.crier.whatsapp.simulator;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.domain.messages.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a text shows of a page that it links to.
 *
 * @param title null if the page could not be read
 * @param description null if it has none
 */
@Schema(name = "SimulatorPreview")
@JsonInclude(NON_NULL)
public record PagePreview(
    @Schema(required = true, description = "the link", examples = "https://example.com/door")
        String url,
    @Schema(description = "the title of the page", examples = "Blue Door Clinic") String title,
    @Schema(description = "what the page says of itself") String description) {

  /** That of a text; null if it has none, so that other submissions have none. */
  static PagePreview of(Content content) {
    return content instanceof Content.Text text
        ? text.preview()
            .map(
                it ->
                    new PagePreview(
                        it.url(), it.title().orElse(null), it.description().orElse(null)))
            .orElse(null)
        : null;
  }
}
