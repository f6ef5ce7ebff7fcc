package io.crier.rest.v1.labels;

import io.crier.domain.labels.Label;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A label as shown to its account. */
@Schema(name = "Label")
public record LabelView(
    @Schema(required = true, examples = "4") String id,
    @Schema(required = true, examples = "Paid") String name,
    @Schema(required = true, description = "the number of its color in WhatsApp", examples = "3")
        int color) {

  public static LabelView of(Label label) {
    return new LabelView(label.id().value(), label.name(), label.color());
  }

  /** All labels of an account, or of one of its chats. */
  @Schema(name = "LabelList")
  public record LabelList(@Schema(required = true) List<LabelView> items) {

    static LabelList of(List<Label> labels) {
      return new LabelList(labels.stream().map(LabelView::of).toList());
    }
  }
}
