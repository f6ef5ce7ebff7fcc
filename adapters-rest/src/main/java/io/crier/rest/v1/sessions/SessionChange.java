package io.crier.rest.v1.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.sessions.Session;
import io.crier.rest.json.MergePatch;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What of a session its account can change. */
@Schema(
    name = "SessionChange",
    description =
        "What is absent stays as it is, within pacing and settings too; a setting that is null is"
            + " removed.")
public record SessionChange(
    @Schema(examples = "support", maxLength = 100) String name,
    PacingForm pacing,
    Map<String, String> settings) {

  /** The session with these changes made. */
  static Session apply(JsonNode changes, Session session) {
    var before =
        new SessionChange(session.name(), PacingForm.of(session.pacing()), session.settings());
    var after = MergePatch.apply("", before, changes);
    return session
        .renamed(after.name())
        .paced(PacingForm.required("pacing", after.pacing()).toPacing())
        .set(Optional.ofNullable(after.settings()).orElseGet(Map::of));
  }
}
