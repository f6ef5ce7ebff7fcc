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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies H2's file after each commit, to simulate what a killed process leaves behind. */
class EmbeddedDatabaseTest {

  private static final int COMMITS = 300;

  /** Reclaims space immediately, so that the file is fragmented and written in many places. */
  private static final String FRAGMENTED = ";WRITE_DELAY=0;RETENTION_TIME=0";

  @TempDir Path folder;

  @Test
  void makesEachCommitDurable() throws Exception {
    var random = new Random(1);
    List<Integer> committed = new ArrayList<>();
    List<Integer> inCopies = new ArrayList<>();

    try (var connection = open("live", FRAGMENTED)) {
      connection.createStatement().execute("create table entry(id int primary key, text varchar)");
      connection.createStatement().execute("create table latest(number int)");
      connection.createStatement().execute("insert into latest values (0)");
      connection.setAutoCommit(false);
      for (int number = 1; number <= COMMITS; number++) {
        commit(number, connection, random);
        committed.add(number);
        inCopies.add(latestOfACopy());
      }
    }

    assertThat(inCopies).isEqualTo(committed);
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
    return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve(name) + settings);
  }

  private Path file(String name) {
    return folder.resolve(name + ".mv.db");
  }
}
