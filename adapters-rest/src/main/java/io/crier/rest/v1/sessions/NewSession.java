package io.crier.rest.v1.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.rest.json.MergePatch;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to create a session. */
@Schema(name = "CreateSession")
public record NewSession(
    @Schema(required = true, examples = "support") String name,
    @Schema(defaultValue = "simulator", examples = "simulator") String engine,
    @Schema(ref = "Pacing", description = "changes to the engine's default pacing") JsonNode pacing,
    @Schema(
            description =
                "settings of the engine, and revoked: keep (as if absent) or blank what messages"
                    + " said that are deleted for everyone; groups: receive (as if absent) or ignore"
                    + " messages and events of groups; presence: ignore (as if"
                    + " absent) or receive; stories: ignore (as if absent) or receive those of"
                    + " others; channels: ignore (as if absent) or receive what is posted in those"
                    + " that it follows; calls: ring (as if absent) or reject;"
                    + " callsMessage: what those are told whose calls are rejected")
        Map<String, String> settings) {

  EngineName engineName() {
    return engine == null ? EngineName.SIMULATOR : new EngineName(engine);
  }

  /** The default pacing with the requested changes. */
  Pacing pacingOver(Pacing defaults) {
    return pacing == null || pacing.isNull()
        ? defaults
        : MergePatch.apply("pacing", PacingForm.of(defaults), pacing).toPacing();
  }

  Map<String, String> settingsOrNone() {
    return settings == null
        ? Map.of()
        : settings.entrySet().stream()
            .filter(setting -> Objects.nonNull(setting.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
