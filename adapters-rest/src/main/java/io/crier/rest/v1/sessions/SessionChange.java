package io.crier.rest.v1.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.sessions.Session;
import io.crier.rest.json.MergePatch;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Changes to a session. */
@Schema(
    name = "ChangeSession",
    description =
        "Absent fields stay as they are, in pacing and settings too; null removes a setting.")
public record SessionChange(
    @Schema(examples = "support") String name, PacingForm pacing, Map<String, String> settings) {

  /** The session with these changes applied. */
  static Session apply(JsonNode changes, Session session) {
    var before =
        new SessionChange(
            session.name(), PacingForm.of(session.pacing()), session.engine().settings());
    var after = MergePatch.apply("", before, changes);
    return session
        .renamed(after.name())
        .paced(PacingForm.required("pacing", after.pacing()).toPacing())
        .set(Optional.ofNullable(after.settings()).orElseGet(Map::of));
  }
}
