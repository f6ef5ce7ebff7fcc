package io.crier.application.sessions;

import static java.util.Comparator.comparing;

import io.crier.application.Actor;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.EngineName;
import java.util.List;
import java.util.Optional;

/** Lists the engines of this server, with what each can do. */
public final class ListEngines {

  private final Engines engines;

  public ListEngines(Engines engines) {
    this.engines = engines;
  }

  /**
   * An engine that sessions can choose.
   *
   * @param missing why this server cannot use it, if so
   */
  public record Listed(
      EngineName name,
      List<Ability> abilities,
      List<EngineSetting> settings,
      Optional<String> missing) {

    private static Listed of(Engine engine) {
      return new Listed(
          engine.name(),
          engine.abilities().stream().sorted().toList(),
          Engines.settings(engine).sorted(comparing(EngineSetting::name)).toList(),
          engine.missing());
    }
  }

  /** All of them, by name. */
  public List<Listed> list(Actor actor) {
    actor.require(Role.READ);
    return engines.all().stream()
        .map(Listed::of)
        .sorted(comparing(it -> it.name().value()))
        .toList();
  }
}
