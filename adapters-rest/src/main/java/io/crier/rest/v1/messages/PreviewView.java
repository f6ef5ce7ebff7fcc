package io.crier.rest.v1.messages;

import io.crier.domain.messages.LinkPreview;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a sent text shows of a page that it links to. */
@Schema(name = "LinkPreview")
public record PreviewView(
    @Schema(required = true, description = "the link", examples = "https://example.com/door")
        String url,
    @Schema(description = "absent if the page could not be read", examples = "Blue Door Clinic")
        Optional<String> title,
    @Schema(description = "absent if it has none", examples = "Open all day")
        Optional<String> description) {

  static PreviewView of(LinkPreview preview) {
    return new PreviewView(preview.url(), preview.title(), preview.description());
  }
}
