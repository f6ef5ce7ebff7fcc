package io.crier.application.users;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.InMemoryAccounts;

class InMemoryUsersTest implements UsersContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryUsers users = new InMemoryUsers(unitOfWork);
  private final InMemorySignIns signIns = new InMemorySignIns(unitOfWork, users);
  private final InMemorySecondFactors secondFactors = new InMemorySecondFactors(unitOfWork, users);
  private final InMemoryInvitations invitations = new InMemoryInvitations(unitOfWork, users);

  private final InMemoryIdentities identities = new InMemoryIdentities(unitOfWork, users);

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public SignIns signIns() {
    return signIns;
  }

  @Override
  public Invitations invitations() {
    return invitations;
  }

  @Override
  public SecondFactors secondFactors() {
    return secondFactors;
  }

  @Override
  public Identities identities() {
    return identities;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
