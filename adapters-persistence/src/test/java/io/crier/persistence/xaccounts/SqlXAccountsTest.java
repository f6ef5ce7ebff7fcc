package io.crier.persistence.xaccounts;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XAccountsContract;
import io.crier.domain.subscriptions.Subscription;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;

@OnEachDatabase
class SqlXAccountsTest implements XAccountsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlXAccountsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public XAccounts xAccounts() {
    return new SqlXAccounts(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Override
  public void add(Subscription subscription) {
    database
        .unitOfWork()
        .run(
            () ->
                sql.update(
                    "insert into subscription (id, account_id, author_id, number, replies, reposts,"
                        + " text_mode, since_post, active, test, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    subscription.id().value(),
                    subscription.account().value(),
                    subscription.author().value(),
                    subscription.phone().value(),
                    subscription.filter().replies(),
                    subscription.filter().reposts(),
                    subscription.textMode(),
                    subscription.since().value(),
                    subscription.active(),
                    subscription.test(),
                    subscription.createdAt()));
  }

  @Override
  public void remove(Subscription subscription) {
    database
        .unitOfWork()
        .run(() -> sql.update("delete from subscription where id = ?", subscription.id().value()));
  }
}
