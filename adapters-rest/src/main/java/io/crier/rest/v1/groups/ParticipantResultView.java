package io.crier.rest.v1.groups;

import io.crier.domain.groups.ParticipantResult;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a change for one participant. */
@Schema(name = "GroupParticipantResult")
public record ParticipantResultView(
    @Schema(required = true, examples = "+966507654321") String participant,
    @Schema(required = true, examples = "done") ParticipantOutcome outcome) {

  static List<ParticipantResultView> of(List<ParticipantResult> results) {
    return results.stream()
        .map(
            it ->
                new ParticipantResultView(
                    it.participant().text(), ParticipantOutcome.valueOf(it.outcome().name())))
        .toList();
  }

  /** What came of it. */
  public enum ParticipantOutcome {
    DONE,
    NOT_ON_WHATSAPP,
    INVITE_NEEDED,
    ALREADY_IN_GROUP,
    NOT_IN_GROUP,
    RECENTLY_LEFT,
    REFUSED
  }
}
