package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedded database has to survive. */
class EmbeddedDatabaseTest {

  private static final int COMMITS = 300;

  /** Reclaims space immediately, so that the file is fragmented and written in many places. */
  private static final String FRAGMENTED = ";WRITE_DELAY=0;RETENTION_TIME=0";

  @TempDir Path folder;

  /** Without "retry:", the first interrupt closes the file for all. */
  @Test
  void remainsOpenWhenAThreadIsInterrupted() throws Exception {
    try (var connection = open("live", FRAGMENTED)) {
      connection.createStatement().execute("create table entry(id int primary key, text varchar)");
      for (int round = 0; round < 50; round++) {
        var enough = new AtomicBoolean();
        var writer = new Thread(() -> writeUntil(enough));
        writer.start();
        connection.createStatement().execute("merge into entry values (0, 'x')");
        writer.interrupt();
        enough.set(true); // H2 may have handled the interrupt itself
        writer.join();

        assertThat(count(connection)).isPositive();
      }
    }
  }

  private void writeUntil(AtomicBoolean enough) {
    try (var connection = open("live", FRAGMENTED);
        var entry = connection.prepareStatement("merge into entry values (?, ?)")) {
      for (int id = 1; !enough.get(); id++) {
        entry.setInt(1, id % 1000);
        entry.setString(2, "x".repeat(3000));
        entry.executeUpdate();
      }
    } catch (SQLException e) {
      // It was interrupted in the middle of it.
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (var rows = connection.createStatement().executeQuery("select count(*) from entry")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Copies the file after each commit, to simulate what a killed process leaves behind. */
  @Test
  void makesEachCommitDurable() throws Exception {
    var random = new Random(1);
    List<Integer> committed = new ArrayList<>();
    List<Integer> inCopies = new ArrayList<>();

    try (var connection = open("live", FRAGMENTED)) {
      createTables(connection);
      for (int number = 1; number <= COMMITS; number++) {
        commit(number, connection, random);
        committed.add(number);
        inCopies.add(latestOfACopy());
      }
    }

    assertThat(inCopies).isEqualTo(committed);
  }

  private static void createTables(Connection connection) throws SQLException {
    connection.createStatement().execute("create table entry(id int primary key, text varchar)");
    connection.createStatement().execute("create table latest(number int)");
    connection.createStatement().execute("insert into latest values (0)");
    connection.setAutoCommit(false);
  }

  @Test
  void makesEachCommitDurableWhileItsFileIsCompacted() throws Exception {
    var random = new Random(1);
    List<Integer> committed = new ArrayList<>();
    List<Integer> inCopies = new ArrayList<>();

    try (var connection = open("live", FRAGMENTED)) {
      createTables(connection);
      var file = fileOf("live", FRAGMENTED);
      for (int number = 1; number <= COMMITS; number++) {
        commit(number, connection, random);
        file.compact();
        committed.add(number);
        inCopies.add(latestOfACopy());
      }
    }

    assertThat(inCopies).isEqualTo(committed);
  }

  /** A page of most chunks remains in use where rows are appended to several tables. */
  @Test
  void givesBackTheSpaceOfWhatWasReplacedWhenItsFileIsCompacted() throws Exception {
    var left = append(200, false);
    var compacted = append(200, true);

    assertThat(compacted).isLessThan(left / 2);
  }

  private long append(int commits, boolean compacting) throws Exception {
    var name = compacting ? "compacted" : "left";
    try (var connection = open(name, FRAGMENTED)) {
      var file = fileOf(name, FRAGMENTED);
      var tables = 10;
      for (int table = 0; table < tables; table++) {
        connection
            .createStatement()
            .execute("create table entry" + table + "(id int primary key, text varchar)");
      }
      for (int commit = 0; commit < commits; commit++) {
        for (int table = 0; table < tables; table++) {
          connection
              .createStatement()
              .execute(
                  "insert into entry%d values (%d, repeat('x', 300))".formatted(table, commit));
        }
        if (compacting && commit % 20 == 0) {
          file.compact();
        }
      }
      return Files.size(file(name));
    }
  }

  private EmbeddedFile fileOf(String name, String settings) {
    var dataSource = new JdbcDataSource();
    dataSource.setURL(url(name, settings));
    var gate = new TransactionGate();
    gate.configure(dataSource);
    return new EmbeddedFile(dataSource, gate);
  }

  private void commit(int number, Connection connection, Random random) throws SQLException {
    try (var latest = connection.prepareStatement("update latest set number = ?");
        var entry = connection.prepareStatement("merge into entry values (?, ?)")) {
      latest.setInt(1, number);
      latest.executeUpdate();
      for (int rows = random.nextInt(20); rows > 0; rows--) {
        entry.setInt(1, random.nextInt(500));
        entry.setString(2, "x".repeat(random.nextInt(900)));
        entry.executeUpdate();
      }
    }
    connection.commit();
  }

  private int latestOfACopy() throws IOException, SQLException {
    Files.copy(file("live"), file("copy"), StandardCopyOption.REPLACE_EXISTING);
    try (var connection = open("copy", ";ACCESS_MODE_DATA=r");
        var rows = connection.createStatement().executeQuery("select number from latest")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private Connection open(String name, String settings) throws SQLException {
    return DriverManager.getConnection(url(name, settings));
  }

  private String url(String name, String settings) {
    return "jdbc:h2:retry:" + folder.resolve(name) + settings;
  }

  private Path file(String name) {
    return folder.resolve(name + ".mv.db");
  }
}
