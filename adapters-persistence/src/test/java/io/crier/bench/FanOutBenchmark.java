package io.crier.bench;

import io.crier.application.notifications.Notifications;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.persistence.Schema;
import io.crier.persistence.notifications.NotificationRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures the notifications per second when one post fans out to 10,000 subscriptions in one
 * durable transaction, against a bare {@code insert … select} of the same number of rows on the
 * same PostgreSQL, alternately: once into a table with the same indexes, once into one with only a
 * primary key. The bare inserts check neither who wants the post nor who has it already.
 */
public final class FanOutBenchmark {

  private static final int SUBSCRIPTIONS = Integer.getInteger("bench.subscriptions", 10_000);
  private static final int OTHERS = 9;
  private static final int POSTS = Integer.getInteger("bench.posts", 10);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
  private static final XUserId AUTHOR = new XUserId(1);
  private static final Instant NOW = Instant.now();

  private FanOutBenchmark() {}

  /** Fans one post out, and returns the number of rows inserted. */
  private interface FanOut {
    int insert(Post post) throws SQLException;
  }

  public static void main(String[] arguments) throws Exception {
    try (var postgres = BenchmarkDatabase.start()) {
      Schema.migrate(postgres.getPostgresDatabase());
      try (var connection = postgres.getPostgresDatabase().getConnection()) {
        fill(connection);
        connection.setAutoCommit(false);
        measure(connection);
      }
    }
  }

  private static void measure(Connection connection) throws SQLException {
    var notifications = NotificationRows.notifications(BenchmarkDatabase.sql(connection));
    var crier = new ArrayList<Double>();
    var sameIndexes = new ArrayList<Double>();
    var onlyKey = new ArrayList<Double>();
    for (var round = 0; round <= ROUNDS; round++) {
      crier.add(rate(connection, round, post -> notify(notifications, post)));
      sameIndexes.add(rate(connection, round, post -> copy(connection, "bare", post)));
      onlyKey.add(rate(connection, round, post -> copy(connection, "barest", post)));
      System.out.printf(
          "%s: Crier %,.0f/s; same indexes %,.0f/s; only the key %,.0f/s; load %.1f%n",
          round == 0 ? "warm-up" : "round " + round,
          crier.getLast(),
          sameIndexes.getLast(),
          onlyKey.getLast(),
          BenchmarkDatabase.load());
    }
    ratio("same indexes", crier, sameIndexes);
    ratio("only the key", crier, onlyKey);
  }

  private static int notify(Notifications notifications, Post post) {
    return notifications.createFor(post, NOW);
  }

  private static int copy(Connection connection, String table, Post post) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into "
                + table
                + " (id, account_id, subscription_id, root_id, post_id, number, text_mode, test,"
                + " created_at, waiting) select gen_random_uuid(), account_id, id, ?, ?, number,"
                + " text_mode, test, now(), true from subscription where author_id = ?")) {
      insert.setLong(1, post.root().value());
      insert.setLong(2, post.id().value());
      insert.setLong(3, post.author().value());
      return insert.executeUpdate();
    }
  }

  private static double rate(Connection connection, int round, FanOut fanOut) throws SQLException {
    var begin = System.nanoTime();
    for (var n = 1; n <= POSTS; n++) {
      var id = new PostId(PostId.justBefore(NOW).value() + round * POSTS + n);
      var rows =
          fanOut.insert(
              new Post(id, id, AUTHOR, Optional.empty(), Post.Kind.ORIGINAL, "Lift-off!"));
      connection.commit();
      if (rows != SUBSCRIPTIONS) {
        throw new IllegalStateException(rows + " of " + SUBSCRIPTIONS + " were notified");
      }
    }
    return POSTS * (double) SUBSCRIPTIONS * 1e9 / (System.nanoTime() - begin);
  }

  /** Ignores the first round, which is for warm-up. */
  private static void ratio(String name, List<Double> over, List<Double> under) {
    var ratios =
        IntStream.range(1, over.size())
            .mapToDouble(n -> over.get(n) / under.get(n))
            .sorted()
            .toArray();
    System.out.printf(
        "Crier / %s: median %.2f (%.2f to %.2f)%n",
        name, ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
  }

  /** Creates one account per phone, and other authors besides the measured one. */
  private static void fill(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into account (id, version, name, plan, doubtful, created_at)
            select gen_random_uuid(), 1, 'Bench', 'FREE', 'REPEAT', now()
              from generate_series(1, %1$d);
          insert into x_account (id, username, username_key, state, as_of)
            select n, 'author_' || n, 'author_' || n, 'ACTIVE', now()
              from generate_series(1, %2$d + 1) n;
          insert into subscription (id, account_id, author_id, number, replies, reposts, text_mode,
              since_post, active, test, created_at)
            select gen_random_uuid(), account.id, x_account.id, '+966501234567', false, false,
                'EXCERPT', 1, true, false, now()
              from account cross join x_account;
          create table bare (like notification including all);
          create table barest (like notification including defaults including identity);
          alter table barest add primary key (id);
          """
              .formatted(SUBSCRIPTIONS, OTHERS));
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
  }
}
