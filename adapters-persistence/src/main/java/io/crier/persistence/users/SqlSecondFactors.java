package io.crier.persistence.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.users.SecondFactors;
import io.crier.domain.users.SecondFactor;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores second factors as rows, their secrets encrypted. */
@Dependent
class SqlSecondFactors implements SecondFactors {

  private static final String SELECT =
      "select person_id, sealed, active, last_step from second_factor where person_id = ?";

  private final Sql sql;
  private final SealedBox sealedBox;

  @Inject
  SqlSecondFactors(Sql sql, SealedBox sealedBox) {
    this.sql = sql;
    this.sealedBox = sealedBox;
  }

  @Override
  public Optional<SecondFactor> find(UserId user) {
    return sql.query(SELECT, this::factor, user.value()).stream().findFirst();
  }

  @Override
  public Optional<SecondFactor> lock(UserId user) {
    return sql.query(SELECT + " for update", this::factor, user.value()).stream().findFirst();
  }

  @Override
  public void save(SecondFactor factor) {
    var user = factor.user().value();
    var encrypted = sealedBox.seal(clear(factor).getBytes(UTF_8), context(user));
    var changed =
        sql.update(
            "update second_factor set sealed = ?, active = ?, last_step = ? where person_id = ?",
            encrypted,
            factor.active(),
            factor.lastStep(),
            user);
    if (changed == 0) {
      sql.update(
          "insert into second_factor (person_id, sealed, active, last_step) values (?, ?, ?, ?)",
          user,
          encrypted,
          factor.active(),
          factor.lastStep());
    }
  }

  @Override
  public void delete(UserId user) {
    sql.update("delete from second_factor where person_id = ?", user.value());
  }

  private SecondFactor factor(Sql.Row row) throws SQLException {
    var user = row.uuid();
    var clear = new String(sealedBox.open(row.bytes(), context(user)), UTF_8).split(" ");
    return new SecondFactor(
        new UserId(user),
        clear[0],
        row.bool(),
        row.number(),
        Arrays.stream(clear).skip(1).map(TokenHash::new).collect(Collectors.toSet()));
  }

  /** The secret and the hashes of the recovery codes. */
  private static String clear(SecondFactor factor) {
    return Stream.concat(
            Stream.of(factor.secret()), factor.recoveryHashes().stream().map(TokenHash::value))
        .collect(Collectors.joining(" "));
  }

  private static String context(UUID user) {
    return "second-factor/" + user;
  }
}
