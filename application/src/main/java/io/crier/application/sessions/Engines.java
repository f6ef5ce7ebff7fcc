package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ENGINE_UNAVAILABLE;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;
import static io.crier.domain.sessions.SessionProblem.UNKNOWN_ENGINE;

import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engines of this server. */
public final class Engines {

  /** The settings that sessions of all engines accept. */
  private static final Set<EngineSetting> COMMON =
      Set.of(
          new EngineSetting(Session.REVOKED, false, false),
          new EngineSetting(Session.GROUPS, false, false));

  private static final Map<Ability, List<EngineSetting>> BY_ABILITY =
      Map.of(
          Ability.CALLS,
          List.of(
              new EngineSetting(Session.CALLS, false, false),
              new EngineSetting(Session.CALLS_MESSAGE, false, false)),
          Ability.PRESENCE,
          List.of(new EngineSetting(Session.PRESENCE, false, false)),
          Ability.RECEIVE_STORIES,
          List.of(new EngineSetting(Session.STORIES, false, false)),
          Ability.RECEIVE_CHANNELS,
          List.of(new EngineSetting(Session.CHANNELS, false, false)),
          Ability.HISTORY,
          List.of(new EngineSetting(Session.HISTORY, false, false)));

  private final Map<EngineName, Engine> engines;

  public Engines(Collection<Engine> engines) {
    this.engines = engines.stream().collect(Collectors.toMap(Engine::name, Function.identity()));
  }

  public Set<EngineName> names() {
    return Set.copyOf(engines.keySet());
  }

  Optional<Engine> find(EngineName name) {
    return Optional.ofNullable(engines.get(name));
  }

  public Engine get(EngineName name) {
    var engine = engines.get(name);
    if (engine == null) {
      throw new Refused(
          UNKNOWN_ENGINE, "this server has no engine " + name.value() + ", but: " + named());
    }
    return engine;
  }

  /** The settings that sessions of the engine accept. */
  static Stream<EngineSetting> settings(Engine engine) {
    return Stream.of(
            COMMON.stream(),
            engine.abilities().stream()
                .flatMap(ability -> BY_ABILITY.getOrDefault(ability, List.of()).stream()),
            engine.settings().stream())
        .flatMap(it -> it);
  }

  Collection<Engine> all() {
    return engines.values();
  }

  /** The session's settings without secrets; none if the engine is unknown. */
  public Map<String, String> shown(Session session) {
    var shown = new TreeMap<>(session.engine().settings());
    var engine = engines.get(session.engine().name());
    shown.keySet().retainAll(engine == null ? Set.of() : names(engine, it -> !it.secret()));
    return shown;
  }

  /** Whether this server can use the engine. */
  void requireUsable(EngineName name) {
    var missing = get(name).missing();
    if (missing.isPresent()) {
      throw new Refused(
          ENGINE_UNAVAILABLE,
          "this server cannot use engine " + name.value() + ": " + missing.get());
    }
  }

  /** Requires that the engine is usable and accepts these settings. */
  void requireFit(EngineName name, Map<String, String> settings) {
    requireUsable(name);
    var engine = get(name);
    var missing = names(engine, EngineSetting::required);
    missing.removeAll(settings.keySet());
    var unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(names(engine, it -> true));
    Session.CHOICES.forEach((setting, values) -> requireOneOf(setting, values, settings));
    Optional.ofNullable(settings.get(Session.CALLS_MESSAGE))
        .ifPresent(
            text -> Content.Text.BODY.require(Session.CALLS_MESSAGE, text, INVALID_SETTINGS));
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new Refused(
          INVALID_SETTINGS,
          "engine "
              + name.value()
              + (missing.isEmpty() ? "" : " needs the settings " + missing)
              + (missing.isEmpty() || unknown.isEmpty() ? "" : " and")
              + (unknown.isEmpty() ? "" : " knows no settings " + unknown)
              + ": its settings are "
              + names(engine, it -> true));
    }
  }

  private static void requireOneOf(
      String setting, List<String> values, Map<String, String> settings) {
    if (!values.contains(settings.getOrDefault(setting, values.getFirst()))) {
      throw new Refused(
          INVALID_SETTINGS, "the setting " + setting + " is " + String.join(" or ", values));
    }
  }

  private static Set<String> names(Engine engine, Predicate<EngineSetting> which) {
    return settings(engine)
        .filter(which)
        .map(EngineSetting::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String named() {
    return engines.keySet().stream()
        .map(EngineName::value)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
