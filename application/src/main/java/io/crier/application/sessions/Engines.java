package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.UNKNOWN_ENGINE;

import io.crier.domain.Refused;
import io.crier.domain.sessions.EngineName;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The engines of this server. */
public final class Engines {

  private final Map<EngineName, Engine> engines;

  public Engines(Collection<Engine> engines) {
    this.engines = engines.stream().collect(Collectors.toMap(Engine::name, Function.identity()));
  }

  public Engine get(EngineName name) {
    var engine = engines.get(name);
    if (engine == null) {
      throw new Refused(
          UNKNOWN_ENGINE, "this server has no engine " + name.value() + ", but: " + names());
    }
    return engine;
  }

  private String names() {
    return engines.keySet().stream()
        .map(EngineName::value)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
