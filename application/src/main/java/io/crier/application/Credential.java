package io.crier.application;

import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.User;

/** With what a caller has proved who they are. */
public sealed interface Credential {

  /** A program, with an API key. */
  record OfKey(ApiKey key) implements Credential {}

  /** A person, who has signed in. */
  record OfUser(User user, SignIn signIn) implements Credential {}
}
