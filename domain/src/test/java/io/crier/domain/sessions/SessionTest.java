package io.crier.domain.sessions;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static io.crier.domain.sessions.SessionFixture.NUMBER;
import static io.crier.domain.sessions.SessionFixture.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

  private static final Optional<String> REASON = Optional.of("banned");

  @Test
  void connectsWhenNew() {
    assertThat(newSession().shouldConnect()).isTrue();
    assertThat(newSession().status()).isEqualTo(SessionStatus.CONNECTING);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNLINKED", "BANNED", "OUTDATED", "REPLACED"})
  void doesNotConnectUntilSomebodyActs(SessionStatus status) {
    var session = newSession().seen(status, REASON);

    assertThat(session.shouldConnect()).isFalse();
    assertThat(session.start().shouldConnect()).isTrue();
    assertThat(session.start().status()).isEqualTo(SessionStatus.CONNECTING);
    assertThat(session.start().connectivity().lastError()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTING", "AWAITING_SCAN", "CONNECTED", "DISCONNECTED"})
  void ignoresAStartWhileRunning(SessionStatus status) {
    var session = newSession().seen(status, Optional.empty());

    assertThat(session.start()).isEqualTo(session);
  }

  @Test
  void staysOffAndClearsItsErrorWhenStopped() {
    var stopped = newSession().seen(SessionStatus.DISCONNECTED, REASON).stop();

    assertThat(stopped.shouldConnect()).isFalse();
    assertThat(stopped.status()).isEqualTo(SessionStatus.OFF);
    assertThat(stopped.connectivity().lastError()).isEmpty();
    assertThat(stopped.stop()).isEqualTo(stopped);
    assertThat(stopped.start().status()).isEqualTo(SessionStatus.CONNECTING);
  }

  @Test
  void refusesToStartWhileDisabled() {
    var disabled = newSession().disabled(true);

    assertThat(disabled.status()).isEqualTo(SessionStatus.OFF);
    assertThat(disabled.shouldConnect()).isFalse();
    assertRefused(SessionProblem.SESSION_DISABLED, disabled::start);
    assertThat(disabled.disabled(false).shouldConnect()).isTrue();
  }

  @Test
  void knowsItsNumberOnlyWhileLinked() {
    var linked = newSession().linked(NUMBER, NOON).restricted(NOON.plusSeconds(60));

    assertThat(linked.number()).contains(NUMBER);
    assertThat(linked.link().linkedAt()).contains(NOON);

    var unlinked = linked.unlinked(SessionStatus.UNLINKED, Optional.of("unlinked"));

    assertThat(unlinked.number()).isEmpty();
    assertThat(unlinked.link().linkedAt()).isEmpty();
    assertThat(unlinked.link().restrictedUntil()).isEmpty();
    assertThat(unlinked.connectivity().lastError()).contains("unlinked");
  }

  @Test
  void keepsItsConnectionWhilePaused() {
    assertThat(newSession().paused(true).shouldConnect()).isTrue();
  }

  @Test
  void mapsEachFaultToAStatus() {
    assertThat(Fault.UNLINKED.status()).isEqualTo(SessionStatus.UNLINKED);
    assertThat(Fault.REPLACED.status()).isEqualTo(SessionStatus.REPLACED);
    assertThat(Fault.BANNED.status()).isEqualTo(SessionStatus.BANNED);
    assertThat(Fault.OUTDATED.status()).isEqualTo(SessionStatus.OUTDATED);
    assertThat(Fault.NOT_CONNECTED.status()).isEqualTo(SessionStatus.DISCONNECTED);
  }

  @Test
  void limitsNamesAndSettings() {
    var session = newSession();

    assertRefused(SessionProblem.INVALID_SESSION_NAME, () -> session.renamed(" "));
    assertRefused(SessionProblem.INVALID_SESSION_NAME, () -> session.renamed("x".repeat(101)));
    assertRefused(SessionProblem.INVALID_SESSION_NAME, () -> session.renamed("a\nb"));
    assertThat(session.renamed("👍".repeat(100)).name()).hasSize(200);
    assertThat(session.renamed("x".repeat(100)).name()).hasSize(100);
    assertRefused(
        SessionProblem.INVALID_SETTINGS, () -> session.set(Map.of("k", "v".repeat(1_001))));
    assertRefused(SessionProblem.INVALID_SETTINGS, () -> session.set(Map.of("k".repeat(65), "v")));
    assertThat(session.set(Collections.singletonMap("k", "v")).engine().settings())
        .containsEntry("k", "v");
  }
}
