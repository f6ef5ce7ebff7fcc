package io.crier.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Runs plain SQL in the unit of work of the calling thread, where few statements matter. Columns
 * are passed as arrays, so that one statement handles any number of rows.
 */
@Dependent
public class Sql {

  private final EntityManager entityManager;
  private Boolean postgres;

  @Inject
  public Sql(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /** Reads one row. */
  public interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  public <T> List<T> query(String sql, Reader<T> reader, Object... parameters) {
    try (var statement = prepare(sql, parameters);
        var results = statement.executeQuery()) {
      var rows = new ArrayList<T>();
      var row = new Row(results);
      while (results.next()) {
        rows.add(reader.read(row.rewind()));
      }
      return rows;
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  public int update(String sql, Object... parameters) {
    try (var statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new PersistenceException(e);
    }
  }

  /** A query that runs an update of {@code m} and returns columns of the changed rows. */
  public String updateReturning(String update, String columns) {
    return isPostgres()
        ? "with m as (" + update + " returning m.*) select " + columns + " from m"
        : "select " + columns + " from final table (" + update + ") m";
  }

  /**
   * An update of the rows {@code m} of a table from the rows {@code c} of a source with the same
   * id. Parameters are allowed only in the source, because the order of the other parts differs
   * between databases.
   */
  public String updateFrom(String table, String source, String condition, String assignments) {
    return isPostgres()
        ? "update %s m set %s from (%s) c where m.id = c.id and %s"
            .formatted(table, assignments, source, condition)
        : "merge into %s m using (%s) c on m.id = c.id when matched and %s then update set %s"
            .formatted(table, source, condition, assignments);
  }

  /** The same for rows that match by another key than the id. */
  public String updateFromMatching(String table, String source, String match, String assignments) {
    return isPostgres()
        ? "update %s m set %s from (%s) c where %s".formatted(table, assignments, source, match)
        : "merge into %s m using (%s) c on %s when matched then update set %s"
            .formatted(table, source, match, assignments);
  }

  /** A deletion of the rows {@code m} of a table that match rows {@code c} of a source. */
  public String deleteFrom(String table, String source, String match) {
    return isPostgres()
        ? "delete from %s m using (%s) c where %s".formatted(table, source, match)
        : "merge into %s m using (%s) c on %s when matched then delete"
            .formatted(table, source, match);
  }

  public boolean isPostgres() {
    if (postgres == null) {
      try {
        postgres = connection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
      } catch (SQLException e) {
        throw new PersistenceException(e);
      }
    }
    return postgres;
  }

  /** Whether the failure is a violation of a unique constraint. */
  public static boolean isDuplicate(PersistenceException failure) {
    return failure.getCause() instanceof SQLException cause && "23505".equals(cause.getSQLState());
  }

  /**
   * A column of values for {@code unnest} or {@code any}, with a type that both databases support.
   */
  public record Column(String type, Object[] values) {

    public static <T> Column uuids(Collection<T> rows, Function<T, UUID> value) {
      return new Column("uuid", rows.stream().map(value).toArray(UUID[]::new));
    }

    public static <T> Column texts(Collection<T> rows, Function<T, String> value) {
      return new Column("varchar", rows.stream().map(value).toArray(String[]::new));
    }

    public static <T> Column longs(Collection<T> rows, Function<T, Long> value) {
      return new Column("bigint", rows.stream().map(value).toArray(Long[]::new));
    }

    public static <T> Column doubles(Collection<T> rows, Function<T, Double> value) {
      return new Column("double precision", rows.stream().map(value).toArray(Double[]::new));
    }

    public static <T> Column integers(Collection<T> rows, Function<T, Integer> value) {
      return new Column("integer", rows.stream().map(value).toArray(Integer[]::new));
    }

    public static <T> Column booleans(Collection<T> rows, Function<T, Boolean> value) {
      return new Column("boolean", rows.stream().map(value).toArray(Boolean[]::new));
    }

    public static <T> Column bytes(Collection<T> rows, Function<T, byte[]> value) {
      return new Column("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    public static <T> Column instants(Collection<T> rows, Function<T, Optional<Instant>> value) {
      return new Column(
          "timestamp with time zone",
          rows.stream()
              .map(row -> value.apply(row).map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
              .toArray(OffsetDateTime[]::new));
    }
  }

  /** The current row of a result, read column by column from the left. */
  public static final class Row {

    private final ResultSet results;
    private int column;

    private Row(ResultSet results) {
      this.results = results;
    }

    private Row rewind() {
      column = 0;
      return this;
    }

    public String text() throws SQLException {
      return results.getString(++column);
    }

    public Optional<String> maybeText() throws SQLException {
      return Optional.ofNullable(text());
    }

    public UUID uuid() throws SQLException {
      return results.getObject(++column, UUID.class);
    }

    public int integer() throws SQLException {
      return results.getInt(++column);
    }

    public Optional<Integer> maybeInteger() throws SQLException {
      var value = integer();
      return results.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public long number() throws SQLException {
      return results.getLong(++column);
    }

    public double real() throws SQLException {
      return results.getDouble(++column);
    }

    public boolean bool() throws SQLException {
      return results.getBoolean(++column);
    }

    public byte[] bytes() throws SQLException {
      return results.getBytes(++column);
    }

    public Instant instant() throws SQLException {
      return maybeInstant().orElseThrow();
    }

    public Optional<Instant> maybeInstant() throws SQLException {
      return maybe(OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }

    /** Reads a value of any type that the driver supports. */
    public <T> Optional<T> maybe(Class<T> type) throws SQLException {
      return Optional.ofNullable(results.getObject(++column, type));
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    var connection = connection();
    var statement = connection.prepareStatement(sql);
    try {
      for (var i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, bindable(connection, parameters[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static Object bindable(Connection connection, Object parameter) throws SQLException {
    return switch (parameter) {
      case null -> null;
      case Optional<?> maybe -> bindable(connection, maybe.orElse(null));
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      case Column column -> connection.createArrayOf(pgType(column.type()), column.values());
      default -> parameter;
    };
  }

  /** PostgreSQL's driver accepts only short type names; H2 accepts both. */
  private static String pgType(String type) {
    return switch (type) {
      case "timestamp with time zone" -> "timestamptz";
      case "bigint" -> "int8";
      case "integer" -> "int4";
      case "double precision" -> "float8";
      case "boolean" -> "bool";
      default -> type;
    };
  }

  private Connection connection() {
    entityManager.flush();
    return entityManager.unwrap(Connection.class);
  }
}
