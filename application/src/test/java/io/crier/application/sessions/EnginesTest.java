package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ENGINE_UNAVAILABLE;
import static io.crier.domain.sessions.SessionProblem.INVALID_SETTINGS;
import static io.crier.domain.sessions.SessionProblem.UNKNOWN_ENGINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.Actors;
import io.crier.domain.Refusals;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EnginesTest {

  private static final EngineName CLOUD = new EngineName("cloud");

  private final Engines engines = new Engines(List.of(new Cloud(Optional.empty())));

  @Test
  void rejectsAnUnknownEngine() {
    Refusals.assertRefused(UNKNOWN_ENGINE, () -> engines.get(EngineName.SIMULATOR));
  }

  @Test
  void rejectsMissingAndUnknownSettings() {
    assertThatCode(() -> engines.requireFit(CLOUD, Map.of("token", "t")))
        .doesNotThrowAnyException();
    assertThatCode(() -> engines.requireFit(CLOUD, Map.of("token", "t", "version", "v25.0")))
        .doesNotThrowAnyException();
    Refusals.assertRefused(INVALID_SETTINGS, () -> engines.requireFit(CLOUD, Map.of()));
    Refusals.assertRefused(
        INVALID_SETTINGS, () -> engines.requireFit(CLOUD, Map.of("token", "t", "colour", "red")));
  }

  @Test
  void explainsWhyAnEngineIsUnavailable() {
    var broken = new Engines(List.of(new Cloud(Optional.of("no wind"))));

    Refusals.assertRefused(ENGINE_UNAVAILABLE, () -> broken.requireUsable(CLOUD));
    assertThatThrownBy(() -> broken.requireFit(CLOUD, Map.of("token", "t")))
        .hasMessageContaining("no wind");
  }

  @Test
  void hidesSecretSettings() {
    var session = session(CLOUD).set(Map.of("token", "t", "version", "v25.0"));

    assertThat(engines.shown(session)).containsExactly(Map.entry("version", "v25.0"));
  }

  @Test
  void hidesAllSettingsOfAnUnknownEngine() {
    var session = session(EngineName.SIMULATOR).set(Map.of("token", "t"));

    assertThat(engines.shown(session)).isEmpty();
  }

  @Test
  void listsTheEnginesWithTheirSettings() {
    var broken = new Engines(List.of(new Cloud(Optional.of("no wind"))));

    assertThat(new ListEngines(broken).list(Actors.OPERATOR))
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.name()).isEqualTo(CLOUD);
              assertThat(listed.settings())
                  .extracting(EngineSetting::name)
                  .containsExactly("groups", "revoked", "token", "version");
              assertThat(listed.missing()).contains("no wind");
            });
  }

  private static Session session(EngineName engine) {
    return Session.create(
        SessionsContract.ACME, "shop", engine, Map.of(), Pacing.CAREFUL, SessionFixture.NOON);
  }

  private record Cloud(Optional<String> missing) implements Engine {

    @Override
    public EngineName name() {
      return CLOUD;
    }

    @Override
    public Set<Ability> abilities() {
      return Set.of();
    }

    @Override
    public Set<EngineSetting> settings() {
      return Set.of(
          new EngineSetting("token", true, true), new EngineSetting("version", false, false));
    }

    @Override
    public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
      throw new AssertionError("nobody opens it");
    }
  }
}
