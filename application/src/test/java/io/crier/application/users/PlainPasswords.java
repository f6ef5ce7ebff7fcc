package io.crier.application.users;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.users.PasswordHash;
import java.util.ArrayList;
import java.util.List;

/** Hashes that anybody can reverse, which is sufficient for tests. */
public final class PlainPasswords implements Passwords {

  /** The hashes with which passwords were compared. */
  public final List<PasswordHash> compared = new ArrayList<>();

  private final InMemoryUnitOfWork unitOfWork;

  public PlainPasswords(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  @Override
  public PasswordHash hash(String password) {
    unitOfWork.forbid("hashing");
    return new PasswordHash("plain " + password);
  }

  @Override
  public boolean matches(String password, PasswordHash hash) {
    unitOfWork.forbid("hashing");
    compared.add(hash);
    return hash.value().equals("plain " + password);
  }

  @Override
  public PasswordHash decoy() {
    return new PasswordHash("decoy");
  }
}
