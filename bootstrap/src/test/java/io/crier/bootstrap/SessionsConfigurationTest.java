package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crier.domain.sessions.EngineName;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class SessionsConfigurationTest {

  private static final EngineName WEB = new EngineName("web");
  private static final EngineName CLOUD = new EngineName("cloud");

  @Test
  void connectsAnEngineAtItsOwnRate() {
    var rates =
        configuration(Map.of("crier.connects-per-second.web", 2, "crier.connects-per-second", 30))
            .connectsPerSecond(List.of(WEB, CLOUD));

    assertThat(rates.applyAsInt(WEB)).isEqualTo(2);
    assertThat(rates.applyAsInt(CLOUD)).isEqualTo(30);
  }

  @Test
  void connectsTwentyASecondUnlessToldOtherwise() {
    assertThat(configuration(Map.of()).connectsPerSecond(List.of(WEB)).applyAsInt(WEB))
        .isEqualTo(20);
  }

  @Test
  void refusesARateBelowOneBeforeAnySessionConnects() {
    var configuration = configuration(Map.of("crier.connects-per-second.web", 0));

    assertThatIllegalStateException()
        .isThrownBy(() -> configuration.connectsPerSecond(List.of(WEB)))
        .withMessage("crier.connects-per-second.web must be at least 1");
  }

  private static SessionsConfiguration configuration(Map<String, Integer> settings) {
    return new SessionsConfiguration(new Settings(settings));
  }

  private record Settings(Map<String, Integer> all) implements Config {

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
      return Optional.ofNullable(all.get(name)).map(type::cast);
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
      return getOptionalValue(name, type).orElseThrow(NoSuchElementException::new);
    }

    @Override
    public Iterable<String> getPropertyNames() {
      return all.keySet();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
      return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
