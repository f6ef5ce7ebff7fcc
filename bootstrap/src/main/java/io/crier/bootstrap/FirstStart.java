package io.crier.bootstrap;

import io.crier.application.apikeys.OpenAccount;
import io.crier.application.users.InviteFirstUser;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.users.SecretToken;
import io.crier.rest.v1.JoinLinks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** Hands over the first API key, and the link with which the first user joins. */
@Dependent
class FirstStart {

  private static final String FILE = "first-start.txt";
  private static final String KEY = "admin-key: ";

  @Inject DataFolder data;
  @Inject OpenAccount openAccount;
  @Inject InviteFirstUser inviteFirstUser;
  @Inject JoinLinks joinLinks;

  void handOver() {
    openAccount.openFirst(this::write);
    inviteFirstUser.invite(this::write);
  }

  private void write(ApiKeyText key) {
    var file = data.write(FILE, KEY + key.value() + "\n");
    System.out.println("Crier's first start: your admin key is in " + file);
  }

  /** Keeps the key of the first start, if the file still has it. */
  private void write(SecretToken token) {
    var link = joinLinks.of(token);
    var key = data.read(FILE).lines().filter(line -> line.startsWith(KEY)).findFirst();
    data.write(FILE, "setup-link: " + link + "\n" + key.map(line -> line + "\n").orElse(""));
    System.out.println("Create the first user within 24 hours at " + link);
  }
}
