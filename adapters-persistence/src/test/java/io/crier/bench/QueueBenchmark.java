package io.crier.bench;

import static io.crier.bench.BenchmarkDatabase.load;
import static io.crier.bench.BenchmarkDatabase.sql;

import io.crier.application.messages.Messages;
import io.crier.application.messages.Messages.Claim;
import io.crier.application.messages.Messages.Completion;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.Sessions.Owned;
import io.crier.bench.BenchmarkConnections.Result;
import io.crier.bench.BenchmarkConnections.Step;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Schema;
import io.crier.persistence.messages.MessageRows;
import io.crier.persistence.sessions.SessionRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * B2: measures the messages per second that go through the queue (reading heads, claiming and
 * completing with fencing, one in flight for each of 100,000 sessions), against a plain queue
 * without keys, pacing or fencing on the same PostgreSQL: claim with {@code skip locked}, then
 * delete. Both use the same number of connections, commit durably after claiming and after
 * completing a batch of 100, and run alternately.
 */
public final class QueueBenchmark {

  private static final int SESSIONS = Integer.getInteger("bench.sessions", 100_000);
  private static final int EACH = 10;
  private static final int BATCH = 100;
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 4);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.seconds", 3));
  private static final Instant NOW = Instant.now();

  private QueueBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (var postgres = BenchmarkDatabase.start()) {
      var dataSource = postgres.getPostgresDatabase();
      Schema.migrate(dataSource);
      fill(dataSource);
      var chunks = take(dataSource);
      System.out.printf(
          "%d messages of %d sessions, %d connections, batches of %d, load %.1f%n",
          SESSIONS * EACH, SESSIONS, CONNECTIONS, BATCH, load());
      var fenced = new ArrayList<Result>();
      var plain = new ArrayList<Result>();
      var popped = new ArrayList<Result>();
      try (var connections = new BenchmarkConnections(dataSource, CONNECTIONS)) {
        for (var round = 0; round <= ROUNDS; round++) {
          fenced.add(connections.measure(new Fenced(chunks), ROUND));
          plain.add(connections.measure(new Plain(), ROUND));
          popped.add(connections.measure(new Popped(), ROUND));
          System.out.printf(
              "%s: fenced %s; claim, then delete %s; delete at once %s; load %.1f%n",
              round == 0 ? "warm-up" : "round " + round,
              fenced.getLast(),
              plain.getLast(),
              popped.getLast(),
              load());
        }
      }
      report("claim, then delete", fenced, plain);
      report("delete at once", fenced, popped);
    }
  }

  /** Ignores the first round, which is for warm-up. */
  private static void report(String anchor, List<Result> ours, List<Result> theirs) {
    ratio(anchor + ", messages a second", ours, theirs, Result::rate);
    ratio(anchor + ", 1 / CPU of the database", theirs, ours, Result::databaseMicros);
  }

  private static void ratio(
      String name, List<Result> over, List<Result> under, ToDoubleFunction<Result> figure) {
    var ratios =
        IntStream.range(1, over.size())
            .mapToDouble(
                n -> figure.applyAsDouble(over.get(n)) / figure.applyAsDouble(under.get(n)))
            .sorted()
            .toArray();
    System.out.printf(
        "fenced / %s: median %.2f (%.2f to %.2f)%n",
        name, ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
  }

  /** Fills all queues with the same texts. */
  private static void fill(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into account (id, version, name, plan, doubtful, created_at)
            values ('00000000-0000-7000-8000-000000000001', 1, 'Bench', 'FREE', 'REPEAT', now());
          insert into session (id, account_id, name, engine, settings, gap_min_ms, gap_max_ms,
              typing, allow_unpaced, wanted, status, paused, disabled, created_at)
            select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'session ' || n,
                'simulator', '', 5000, 9000, true, false, 'ON', 'CONNECTED', false,
                false, now()
              from generate_series(1, %1$d) n;
          insert into contact (session_id, recipient, address, checked_at, met_at)
            select id, '+966501234567', '966501234567@s.whatsapp.net', now(), now() from session;
          insert into message (id, account_id, session_id, direction, peer, type, body, priority,
              test, whatsapp_id, created_at, status)
            select cast(lpad(to_hex(row_number() over (order by n, s.id)), 12, '0')
                  || '70008000000000000000' as uuid),
                s.account_id, s.id, 'OUTBOUND', '+966501234567', 'text',
                'Your order ' || n || ' is on its way and will be with you tomorrow before noon.',
                4, false, '3EB0' || upper(substr(md5(s.id::text || n), 1, 18)), now(), 'QUEUED'
              from generate_series(1, %2$d) n cross join session s;
          create table job (
            id bigint generated always as identity primary key,
            session_id uuid not null,
            peer varchar(64) not null,
            body varchar not null,
            created_at timestamptz not null,
            claimed_at timestamptz
          );
          create index job_waiting on job (id) where claimed_at is null;
          create table popped (like job including all);
          insert into job (session_id, peer, body, created_at)
            select session_id, peer, body, created_at from message order by id;
          insert into popped (session_id, peer, body, created_at)
            select session_id, peer, body, created_at
              from generate_series(1, 3) enough_for_the_fastest cross join message order by id;
          drop index popped_id_idx;
          """
              .formatted(SESSIONS, EACH));
      MessageRows.index(sql(connection));
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
  }

  /** The sessions that one connection processes at a time. */
  private record Chunk(Node node, List<Owned> sessions) {}

  private static Queue<Chunk> take(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var sql = sql(connection);
      var node = SessionRows.nodes(sql).join("bench", Duration.ofHours(1));
      var owned = SessionRows.sessions(sql).take(node, SESSIONS);
      var shuffled = new ArrayList<>(owned);
      Collections.shuffle(shuffled, new Random(1));
      var chunks = new ConcurrentLinkedQueue<Chunk>();
      for (var from = 0; from < shuffled.size(); from += BATCH) {
        chunks.add(
            new Chunk(node, shuffled.subList(from, Math.min(from + BATCH, shuffled.size()))));
      }
      return chunks;
    }
  }

  /**
   * Crier's queue: a hundred lanes fill their buffers, then take turns to send one message each.
   */
  private record Fenced(Queue<Chunk> chunks) implements Step {

    @Override
    public int run(Connection connection) throws Exception {
      var chunk = chunks.poll();
      if (chunk == null) {
        throw new IllegalStateException("the backlog is exhausted: shorten the rounds");
      }
      var messages = MessageRows.messages(sql(connection));
      var epochs =
          chunk.sessions().stream()
              .collect(Collectors.toMap(owned -> owned.session().id(), Owned::epoch));
      var lanes =
          messages.heads(epochs.keySet(), Set.of(), EACH).stream()
              .collect(
                  Collectors.groupingBy(
                      Message::session, Collectors.toCollection(ArrayDeque::new)));
      connection.commit();
      var handled = 0;
      for (var turn = 1; turn <= EACH; turn++) {
        handled += send(connection, messages, chunk.node(), epochs, lanes, turn);
      }
      return handled;
    }

    private static int send(
        Connection connection,
        Messages messages,
        Node node,
        Map<SessionId, Long> epochs,
        Map<SessionId, ArrayDeque<Message>> lanes,
        int turn)
        throws SQLException {
      var claims =
          lanes.values().stream()
              .map(ArrayDeque::poll)
              .map(head -> new Claim(head.id(), head.session(), epochs.get(head.session()), turn))
              .toList();
      var claimed = messages.claim(node, claims, NOW);
      connection.commit();
      var completions =
          claimed.stream()
              .map(
                  message ->
                      new Completion(
                          message,
                          epochs.get(message.session()),
                          message.whatsAppId(),
                          message.progress().sent(NOW)))
              .toList();
      var completed = messages.complete(node, completions).size();
      connection.commit();
      if (completed != claims.size()) {
        throw new IllegalStateException(completed + " of " + claims.size() + " were sent");
      }
      return completed;
    }
  }

  /** The plain queue: claims jobs, then deletes them. */
  private record Plain() implements Step {

    @Override
    public int run(Connection connection) throws SQLException {
      var ids = new ArrayList<Long>();
      try (var claim =
          connection.prepareStatement(
              "update job set claimed_at = now() where id in (select id from job"
                  + " where claimed_at is null order by id limit ? for update skip locked)"
                  + " returning id, session_id, peer, body, created_at")) {
        claim.setInt(1, BATCH);
        try (var rows = claim.executeQuery()) {
          while (rows.next()) {
            ids.add(rows.getLong(1));
            read(rows);
          }
        }
      }
      connection.commit();
      try (var delete = connection.prepareStatement("delete from job where id = any(?)")) {
        delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
        delete.executeUpdate();
      }
      connection.commit();
      return ids.size();
    }
  }

  /**
   * The simplest queue, which deletes at once and so loses messages in flight when the process
   * dies.
   */
  private record Popped() implements Step {

    @Override
    public int run(Connection connection) throws SQLException {
      var handled = 0;
      try (var delete =
          connection.prepareStatement(
              "delete from popped where id in (select id from popped order by id limit ?"
                  + " for update skip locked) returning id, session_id, peer, body, created_at")) {
        delete.setInt(1, BATCH);
        try (var rows = delete.executeQuery()) {
          while (rows.next()) {
            read(rows);
            handled++;
          }
        }
      }
      connection.commit();
      return handled;
    }
  }

  private static void read(ResultSet rows) throws SQLException {
    rows.getObject(2, UUID.class);
    rows.getString(3);
    rows.getString(4);
    rows.getObject(5, OffsetDateTime.class);
  }
}
