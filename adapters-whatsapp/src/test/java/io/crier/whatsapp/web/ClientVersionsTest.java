package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Fault;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when the web engine looks for another version, and what it makes of the answer. */
class ClientVersionsTest extends SideProcessFixture {

  @Test
  void prefersTheConfiguredVersionAndNeverLooksForAnother() {
    refuse();
    assertThat(nextEvent()).isEqualTo(lost(Fault.OUTDATED));
    engine().lookForVersion(identity());

    assertThat(engine().clientVersion()).contains(new ClientVersion("2.3000.1"));
    assertThat(launched.getLast().hasReceived("version")).isFalse();
  }

  @Test
  void reportsTheVersionOfTheLibrary() {
    version = Optional.empty();
    opened(new InMemoryKeyring(), Map.of());
    awaitLaunch();

    var open = launched.getLast().awaitCommand("open");

    assertThat(open.get("version").toString()).isEqualTo("[2,3000,7]");
  }

  @Test
  void reportsTheNewestVersionThatThePageTells() {
    version = Optional.empty();
    refuse();
    answer(",'version':'2.3000.9'");

    assertThat(nextEvent()).isEqualTo(lost(Fault.OUTDATED));
    assertThat(engine().clientVersion()).contains(new ClientVersion("2.3000.9"));
    opened(new InMemoryKeyring(), Map.of());
    assertThat(launched.getLast().awaitCommand("open").get("version").toString())
        .isEqualTo("[2,3000,9]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'version':'2.3000.5'", ",'version':'<html>'", ",'fault':'x'"})
  void keepsItsVersionWithoutANewerOne(String answer) {
    version = Optional.empty();
    refuse();
    answer(answer);

    assertThat(nextEvent()).isEqualTo(lost(Fault.OUTDATED));
    assertThat(engine().clientVersion()).contains(LIBRARY);
  }

  @Test
  void doesNotAskAgainShortlyAfterwards() {
    version = Optional.empty();
    refuse();
    answer("");
    assertThat(nextEvent()).isEqualTo(lost(Fault.OUTDATED));

    refuse();

    assertThat(nextEvent()).isEqualTo(lost(Fault.OUTDATED));
    assertThat(launched.getLast().hasReceived("version")).isFalse();
  }

  private void refuse() {
    open(new InMemoryKeyring()).writeEvent("down", ",'code':405");
  }

  private void answer(String fields) {
    var process = launched.getLast();
    process.answer(process.awaitCommand("version"), fields);
  }

  private void awaitLaunch() {
    while (launched.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static Engine.Identity identity() {
    return new Engine.Identity(SESSION, ACCOUNT, Map.of(), false);
  }
}
