package io.crier.persistence.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class SqlSessionsTest implements SessionsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlSessionsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Test
  void storesSettingsEncrypted() {
    var session =
        SessionsContract.session(ACME, "shop", Instant.EPOCH).set(Map.of("token", "credential"));
    unitOfWork().run(() -> sessions().save(session));

    assertThat(unitOfWork().execute(() -> sql.query("select settings from session", Sql.Row::text)))
        .singleElement()
        .satisfies(stored -> assertThat(stored).isNotEmpty().doesNotContain("token", "credential"));
    assertThat(unitOfWork().execute(() -> sessions().find(ACME, session.id()))).contains(session);
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
}
