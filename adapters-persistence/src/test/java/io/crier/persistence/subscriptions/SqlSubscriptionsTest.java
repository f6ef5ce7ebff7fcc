package io.crier.persistence.subscriptions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;

import io.crier.application.UnitOfWork;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.xaccounts.XAccount;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;

@OnEachDatabase
class SqlSubscriptionsTest implements SubscriptionsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlSubscriptionsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public Subscriptions subscriptions() {
    return new SqlSubscriptions(sql);
  }

  @Override
  public void know(XAccount author) {
    AuthorRows.add(database, author);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
