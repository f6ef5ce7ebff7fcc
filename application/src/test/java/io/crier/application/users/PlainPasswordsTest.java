package io.crier.application.users;

import io.crier.application.InMemoryUnitOfWork;

class PlainPasswordsTest implements PasswordsContract {

  @Override
  public Passwords passwords() {
    return new PlainPasswords(new InMemoryUnitOfWork());
  }
}
