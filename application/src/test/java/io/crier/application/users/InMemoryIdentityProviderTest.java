package io.crier.application.users;

import java.net.URI;
import java.util.Optional;

class InMemoryIdentityProviderTest implements IdentityProviderContract {

  private final InMemoryIdentityProvider provider = new InMemoryIdentityProvider();

  @Override
  public IdentityProvider provider() {
    return provider;
  }

  @Override
  public String signIn(URI address, String subject, String email) {
    return provider.signIn(address, subject, Optional.of(email));
  }
}
