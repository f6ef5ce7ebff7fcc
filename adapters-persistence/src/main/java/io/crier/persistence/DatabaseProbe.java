package io.crier.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Looks whether the database answers, on a connection that other work cannot take. */
@ApplicationScoped
public class DatabaseProbe {

  private static final int SECONDS_TO_ANSWER = 2;

  @Resource(lookup = "jdbc/crier-lease")
  private DataSource dataSource;

  public boolean answers() {
    try (var connection = dataSource.getConnection()) {
      return connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return false;
    }
  }
}
