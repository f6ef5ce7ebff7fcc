package io.crier.persistence.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.webhooks.Webhooks;
import io.crier.application.webhooks.WebhooksContract;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.accounts.TestAccounts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class JpaWebhooksTest implements WebhooksContract {

  private final TestDatabase database;

  JpaWebhooksTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Webhooks webhooks() {
    return new JpaWebhooks(database.entityManager(), TestSecrets.box());
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Test
  void storesSecretsEncrypted() throws SQLException {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    var url = URI.create("https://example.com");
    var endpoint =
        WebhookEndpoint.create(
            account.id(),
            url,
            WebhookFilter.NONE,
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            SECRET,
            NOON);
    unitOfWork().run(() -> accounts().save(account));
    unitOfWork().run(() -> webhooks().save(endpoint));

    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select secret from webhook")) {
      assertThat(rows.next()).isTrue();
      assertThat(text(rows.getBytes(1))).doesNotContain(text(SECRET.value()));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
