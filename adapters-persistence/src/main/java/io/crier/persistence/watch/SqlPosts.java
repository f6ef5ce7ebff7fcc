package io.crier.persistence.watch;

import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.texts;

import io.crier.application.watch.Posts;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/** Stores posts as rows. */
@Dependent
class SqlPosts implements Posts {

  private static final String INSERT =
      "insert into x_post %s(id, root_id, author_id, username, kind, text, seen_at)"
          + " select g.id, g.root_id, g.author_id, g.username, g.kind, g.text,"
          + " cast(? as timestamp with time zone)"
          + " from unnest(cast(? as bigint array), cast(? as bigint array),"
          + " cast(? as bigint array), cast(? as varchar array), cast(? as varchar array),"
          + " cast(? as varchar array)) as g(id, root_id, author_id, username, kind, text)"
          + " %s";

  private final Sql sql;

  @Inject
  SqlPosts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Post> add(Collection<Post> posts, Instant now) {
    if (posts.isEmpty()) {
      return List.of();
    }
    // Distinct and in a fixed order, to avoid deadlocks between concurrent adds.
    var ordered = new TreeMap<PostId, Post>();
    posts.forEach(post -> ordered.put(post.id(), post));
    var distinct = ordered.values();
    var added =
        new HashSet<>(
            sql.query(
                sql.updateReturning(
                    sql.isPostgres()
                        ? INSERT.formatted("as m ", "on conflict (id) do nothing")
                        : INSERT.formatted(
                            "", "where not exists (select 1 from x_post p where p.id = g.id)"),
                    "m.id"),
                row -> new PostId(row.number()),
                now,
                longs(distinct, post -> post.id().value()),
                longs(distinct, post -> post.root().value()),
                longs(distinct, post -> post.author().value()),
                texts(distinct, post -> post.username().map(XUsername::value).orElse(null)),
                texts(distinct, post -> post.kind().name()),
                texts(distinct, Post::text)));
    return distinct.stream().filter(post -> added.contains(post.id())).toList();
  }

  @Override
  public void blank(Collection<PostId> posts, Instant now) {
    sql.update(
        "update x_post set text = '', deleted_at = ? where deleted_at is null and root_id in"
            + " (select p.root_id from x_post p where p.id = any(cast(? as bigint array)))",
        now,
        longs(posts, PostId::value));
  }
}
