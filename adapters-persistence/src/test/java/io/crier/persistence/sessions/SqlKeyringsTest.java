package io.crier.persistence.sessions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Keyrings;
import io.crier.application.sessions.KeyringsContract;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlKeyringsTest implements KeyringsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlKeyringsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME);
  }

  @Override
  public Keyrings keyrings() {
    return new SqlKeyrings(sql, unitOfWork(), TestSecrets.box());
  }

  @Override
  public Sessions sessions() {
    return new SqlSessions(sql, TestSecrets.box());
  }

  @Override
  public Nodes nodes() {
    return new SqlNodes(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Test
  void storesKeysEncrypted() {
    of(held("shop")).put(Map.of("noise", "credential".getBytes(UTF_8)));

    assertThat(unitOfWork().execute(() -> sql.query("select sealed from keyring", Sql.Row::bytes)))
        .singleElement()
        .satisfies(stored -> assertThat(new String(stored, UTF_8)).doesNotContain("credential"));
  }
}
