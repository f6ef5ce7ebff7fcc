package io.crier.persistence.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages;
import io.crier.application.notifications.AlertStatistics;
import io.crier.application.notifications.AlertStatisticsContract;
import io.crier.application.notifications.Notifications;
import io.crier.application.notifications.NotificationsContract;
import io.crier.application.sessions.Sessions;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.messages.MessageRows;
import io.crier.persistence.sessions.AccountRows;
import io.crier.persistence.sessions.SessionRows;
import io.crier.persistence.subscriptions.AuthorRows;

@OnEachDatabase
class SqlNotificationsTest implements NotificationsContract, AlertStatisticsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlNotificationsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    AccountRows.add(database, ACME, GLOBEX);
  }

  @Override
  public Notifications notifications() {
    return new SqlNotifications(sql);
  }

  @Override
  public AlertStatistics statistics() {
    return new SqlAlertStatistics(sql);
  }

  @Override
  public Subscriptions subscriptions() {
    return AuthorRows.subscriptions(sql);
  }

  @Override
  public Messages messages() {
    return MessageRows.messages(sql);
  }

  @Override
  public Sessions sessions() {
    return SessionRows.sessions(sql);
  }

  @Override
  public void know(XAccount author) {
    AuthorRows.add(database, author);
  }

  @Override
  public void see(Post post) {
    unitOfWork()
        .run(
            () -> {
              sql.update("delete from x_post where id = ?", post.id().value());
              sql.update(
                  "insert into x_post (id, root_id, author_id, username, kind, text, seen_at)"
                      + " values (?, ?, ?, ?, ?, ?, current_timestamp)",
                  post.id().value(),
                  post.root().value(),
                  post.author().value(),
                  post.username().map(XUsername::value),
                  post.kind(),
                  post.text());
            });
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
