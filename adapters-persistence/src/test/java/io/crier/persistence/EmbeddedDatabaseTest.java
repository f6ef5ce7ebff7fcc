package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an embedded database has to survive. */
class EmbeddedDatabaseTest {

  private static final int COMMITS = 300;
  private static final int ROWS = 5_000;

  /** Reclaims space immediately, so that the file is fragmented and written in many places. */
  private static final String FRAGMENTED = ";WRITE_DELAY=0;RETENTION_TIME=0";

  /** As in server.xml. */
  private static final String FILE = "async:";

  @TempDir Path folder;

  /** Opened by its path alone, the file is closed for all by the first interrupt. */
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

  /** Opened as "retry:", a closed file is opened and locked again by whoever still reads it. */
  @Test
  void opensAgainAfterItsDiskWasFullWhileAThreadReadIt() throws Exception {
    var url = onFullDisk();
    var writer = DriverManager.getConnection(url);
    var reader = new Thread(() -> readAll(url));
    FullDisk.slowDown(reader);
    reader.start();
    assertThat(FullDisk.isReadSlowly()).isTrue();
    failToCommit(writer);
    reader.join();

    try (var connection = DriverManager.getConnection(url)) {
      assertThat(count(connection)).isEqualTo(ROWS);
    }
  }

  /** When it is used, H2 forgets the database that was opened in place of its own. */
  @Test
  void opensAgainAfterItsDiskWasFullWhileAConnectionWasIdle() throws Exception {
    var url = onFullDisk();
    var pool = JdbcConnectionPool.create(url, "", "");
    var file = fileAt(url, pool);
    var idle = DriverManager.getConnection(url);
    failToCommit(DriverManager.getConnection(url));
    assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("closed");
    try (var connection = pool.getConnection()) {
      connection.createStatement().execute("delete from entry where id = 1");
    }
    assertThatThrownBy(() -> count(idle)).hasMessageContaining("closed");
    assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("in use");

    file.maintain();

    try (var connection = DriverManager.getConnection(url)) {
      assertThat(count(connection)).isEqualTo(ROWS - 1);
    }
  }

  private String onFullDisk() throws SQLException {
    FilePath.register(new FullDisk());
    var url = "jdbc:h2:full:" + FILE + folder.resolve("full") + ";WRITE_DELAY=0;CACHE_SIZE=64";
    try (var connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute("create table entry(id int primary key, text varchar)");
      connection
          .createStatement()
          .execute(
              "insert into entry select x, repeat('x', 2000) from system_range(1, " + ROWS + ")");
    }
    return url;
  }

  private static void failToCommit(Connection connection) {
    FullDisk.fill(true);
    try {
      assertThatThrownBy(() -> connection.createStatement().execute("delete from entry"))
          .isInstanceOf(SQLException.class);
      connection.close();
    } catch (SQLException e) {
      // When it is closed, H2 may say again that it could not write.
    } finally {
      FullDisk.fill(false);
    }
  }

  private static void readAll(String url) {
    try (var connection = DriverManager.getConnection(url)) {
      connection.createStatement().executeQuery("select max(text) from entry");
    } catch (SQLException e) {
      // The file was closed in the middle of it.
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
        file.maintain();
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
          file.maintain();
        }
      }
      return Files.size(file(name));
    }
  }

  private EmbeddedFile fileOf(String name, String settings) {
    var dataSource = new JdbcDataSource();
    dataSource.setURL(url(name, settings));
    return fileAt(url(name, settings), dataSource);
  }

  private static EmbeddedFile fileAt(String url, DataSource pool) {
    var unpooled = new JdbcDataSource();
    unpooled.setURL(url);
    var gate = new TransactionGate();
    gate.configure(unpooled);
    return new EmbeddedFile(unpooled, pool, gate);
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
    return "jdbc:h2:" + FILE + folder.resolve(name) + settings;
  }

  private Path file(String name) {
    return folder.resolve(name + ".mv.db");
  }
}
