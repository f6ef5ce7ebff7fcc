package io.crier.rest.v1.engines;

import io.crier.application.sessions.Ability;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.ListEngines;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An engine as shown to accounts. */
@Schema(name = "Engine")
public record EngineView(
    @Schema(required = true, examples = "simulator") String name,
    @Schema(required = true, description = "what it can do") List<Ability> abilities,
    @Schema(required = true, description = "the settings that its sessions take, by name")
        List<SettingView> settings,
    @Schema(
            description = "why this server cannot use it at present",
            examples = "CRIER_WHATSAPP_WAHA_URL is not set")
        Optional<String> missing) {

  static EngineView of(ListEngines.Listed engine) {
    return new EngineView(
        engine.name().value(),
        engine.abilities(),
        engine.settings().stream().map(SettingView::of).toList(),
        engine.missing());
  }

  /** A setting of a session for its engine. */
  @Schema(name = "EngineSetting")
  public record SettingView(
      @Schema(required = true, examples = "proxy") String name,
      @Schema(required = true, description = "whether a session cannot be created without it")
          boolean required,
      @Schema(required = true, description = "whether it is never shown again") boolean secret) {

    static SettingView of(EngineSetting setting) {
      return new SettingView(setting.name(), setting.required(), setting.secret());
    }
  }
}
