package io.crier.rest.v1.events;

import io.crier.domain.labels.LabelEvent;
import io.crier.rest.v1.labels.LabelView;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of an event about labels. */
public interface LabelData extends EventData {

  static LabelData of(LabelEvent event) {
    var session = event.session().value();
    return switch (event) {
      case LabelEvent.Updated it -> new LabelUpdated(session, LabelView.of(it.label()));
      case LabelEvent.Deleted it -> new LabelDeleted(session, it.label().value());
      case LabelEvent.Assigned it ->
          new LabelAssigned(session, it.label().value(), it.chat().text());
      case LabelEvent.Removed it -> new LabelRemoved(session, it.label().value(), it.chat().text());
    };
  }

  /** A label was made or changed. */
  @Schema(name = "LabelUpdatedData", description = "A label was made or changed")
  record LabelUpdated(
      @Schema(required = true) UUID sessionId, @Schema(required = true) LabelView label)
      implements LabelData {}

  /** A label was deleted, and is on no chat any more. */
  @Schema(
      name = "LabelDeletedData",
      description = "A label was deleted, and is on no chat any more")
  record LabelDeleted(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "4") String labelId)
      implements LabelData {}

  /** A label was assigned to a chat. */
  @Schema(name = "LabelAssignedData", description = "A label was assigned to a chat")
  record LabelAssigned(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "4") String labelId,
      @Schema(required = true, examples = "+966507654321") String chatId)
      implements LabelData {}

  /** A label was removed from a chat. */
  @Schema(name = "LabelRemovedData", description = "A label was removed from a chat")
  record LabelRemoved(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "4") String labelId,
      @Schema(required = true, examples = "+966507654321") String chatId)
      implements LabelData {}
}
