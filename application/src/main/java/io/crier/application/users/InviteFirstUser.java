package io.crier.application.users;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.SecretToken;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Invites the first user of the server, who operates it, while there is none. */
public final class InviteFirstUser {

  private static final int PAGE = 200;

  private final Invitations invitations;
  private final Users users;
  private final Accounts accounts;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public InviteFirstUser(
      Invitations invitations,
      Users users,
      Accounts accounts,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.invitations = invitations;
    this.users = users;
    this.accounts = accounts;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /**
   * At each start: makes a link to the operator's account, which is the oldest, unless there is a
   * user or an earlier link that can still be used. The token is handed over before anything is
   * stored, so that a crash cannot leave a link that nobody knows.
   */
  public void invite(Consumer<SecretToken> handOver) {
    unitOfWork.run(
        () -> {
          var now = clock.instant();
          var account = oldest();
          if (users.isEmpty() && !invitations.hasFirst(now)) {
            var token = SecretToken.generate(secureRandom);
            invitations.add(Invitation.first(token.hash(), account, now));
            handOver.accept(token);
          }
        });
  }

  /** Whether nobody has signed up yet. */
  public boolean isAwaited() {
    return unitOfWork.execute(users::isEmpty);
  }

  private AccountId oldest() {
    return Slice.<Account, AccountId>readAll(after -> accounts.list(after, PAGE), Account::id)
        .getLast()
        .id();
  }
}
