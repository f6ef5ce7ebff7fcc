package io.crier.persistence.subscriptions;

import io.crier.application.subscriptions.Subscriptions;
import io.crier.domain.xaccounts.XAccount;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;

/** Authors that the rows of other tests reference, and subscriptions to them. */
public final class AuthorRows {

  private AuthorRows() {}

  public static void add(TestDatabase database, XAccount author) {
    var sql = new Sql(database.entityManager());
    database
        .unitOfWork()
        .run(
            () ->
                sql.update(
                    "insert into x_account (id, username, username_key, display_name, state, as_of)"
                        + " values (?, ?, ?, ?, ?, current_timestamp)",
                    author.id().value(),
                    author.username().value(),
                    author.username().key(),
                    author.displayName(),
                    author.state()));
  }

  public static Subscriptions subscriptions(Sql sql) {
    return new SqlSubscriptions(sql);
  }
}
