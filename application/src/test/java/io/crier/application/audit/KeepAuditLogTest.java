package io.crier.application.audit;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actors;
import io.crier.application.World;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepAuditLogTest {

  private final World world = new World();
  private final InMemoryAuditLog auditLog = new InMemoryAuditLog(world.database);
  private final KeepAuditLog keepAuditLog =
      new KeepAuditLog(auditLog, world.database, Runnable::run, world);

  @Test
  void recordsWhoDidWhatFromWhere() {
    record("issueApiKey", Optional.of("crl_12345678"));

    var entry = list().getFirst();
    assertThat(entry.by().kind()).isEqualTo(AuditEntry.Kind.KEY);
    assertThat(entry.by().name()).isEqualTo("key");
    assertThat(entry.action()).isEqualTo("issueApiKey");
    assertThat(entry.target()).contains("crl_12345678");
    assertThat(entry.address()).isEqualTo("192.0.2.1");
    assertThat(entry.at()).isEqualTo(world.instant());
  }

  @Test
  void boundsTexts() {
    record("x".repeat(1_000), Optional.of("\0" + "y".repeat(1_000)));

    assertThat(list().getFirst().action()).hasSize(100);
    assertThat(list().getFirst().target().orElseThrow()).hasSize(200).doesNotContain("\0");
  }

  @Test
  void showsItToAdministratorsOnly() {
    var sender = Actors.in(OPERATOR.account(), Role.SEND);

    assertRefused(ROLE_REQUIRED, () -> keepAuditLog.list(sender, Optional.empty(), 10));
  }

  private void record(String action, Optional<String> target) {
    keepAuditLog.record(OPERATOR, action, target, "192.0.2.1");
  }

  private List<AuditEntry> list() {
    return keepAuditLog.list(OPERATOR, Optional.empty(), 10).items();
  }
}
