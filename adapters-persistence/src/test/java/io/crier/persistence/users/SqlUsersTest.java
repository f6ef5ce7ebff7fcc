package io.crier.persistence.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.users.Identities;
import io.crier.application.users.Invitations;
import io.crier.application.users.SecondFactors;
import io.crier.application.users.SignIns;
import io.crier.application.users.Users;
import io.crier.application.users.UsersContract;
import io.crier.persistence.OnEachDatabase;
import io.crier.persistence.SealedBox;
import io.crier.persistence.ServerSecrets;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.accounts.TestAccounts;

@OnEachDatabase
class SqlUsersTest implements UsersContract {

  private final TestDatabase database;

  SqlUsersTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @Override
  public Accounts accounts() {
    return TestAccounts.in(database);
  }

  @Override
  public Users users() {
    return new SqlUsers(new Sql(database.entityManager()));
  }

  @Override
  public SignIns signIns() {
    return new SqlSignIns(new Sql(database.entityManager()));
  }

  @Override
  public Invitations invitations() {
    return new SqlInvitations(new Sql(database.entityManager()));
  }

  @Override
  public SecondFactors secondFactors() {
    return new SqlSecondFactors(
        new Sql(database.entityManager()),
        new SealedBox(new ServerSecrets("a secret of tests".getBytes(UTF_8))));
  }

  @Override
  public Identities identities() {
    return new SqlIdentities(new Sql(database.entityManager()));
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }
}
