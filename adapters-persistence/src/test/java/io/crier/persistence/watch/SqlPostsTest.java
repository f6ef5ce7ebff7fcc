package io.crier.persistence.watch;

import static io.crier.domain.xaccounts.XFixture.author;

import io.crier.application.UnitOfWork;
import io.crier.application.watch.Posts;
import io.crier.application.watch.PostsContract;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.xaccounts.XAccountRows;
import java.util.Optional;

@OnEachDatabase
class SqlPostsTest implements PostsContract {

  private final TestDatabase database;
  private final Sql sql;

  SqlPostsTest(TestDatabase database) {
    this.database = database.emptied();
    this.sql = new Sql(database.entityManager());
    XAccountRows.add(database, author(1));
  }

  @Override
  public Posts posts() {
    return new SqlPosts(sql);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Override
  public Optional<Post> find(PostId id) {
    return sql
        .query(
            "select root_id, author_id, username, kind, text from x_post where id = ?",
            row ->
                new Post(
                    id,
                    new PostId(row.number()),
                    new XUserId(row.number()),
                    row.maybeText().map(XUsername::new),
                    Post.Kind.valueOf(row.text()),
                    row.text()),
            id.value())
        .stream()
        .findFirst();
  }
}
