package io.crier.domain.users;

import io.crier.domain.apikeys.ApiKey;

/** What a user may do, in terms of the roles of API keys. */
public enum UserRole {
  /** Reads and sends; changes nothing else of the account. */
  MEMBER(ApiKey.Role.SEND),
  /** Administers the account, its keys and its users. */
  OWNER(ApiKey.Role.ADMIN),
  /** An owner who also operates the server. */
  OPERATOR(ApiKey.Role.ADMIN);

  private final ApiKey.Role permissions;

  UserRole(ApiKey.Role permissions) {
    this.permissions = permissions;
  }

  /** The role of an API key with the same permissions. */
  public ApiKey.Role permissions() {
    return permissions;
  }

  /** Whether an account with such a user is administered by somebody. */
  public boolean isOwner() {
    return permissions == ApiKey.Role.ADMIN;
  }
}
