package io.crier.application.apikeys;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Creates accounts, each with a first key, since an account without a key is unusable. */
public final class OpenAccount {

  private final Accounts accounts;
  private final Conducts conducts;
  private final IssueApiKeys issueApiKeys;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public OpenAccount(
      Accounts accounts,
      Conducts conducts,
      IssueApiKeys issueApiKeys,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.accounts = accounts;
    this.conducts = conducts;
    this.issueApiKeys = issueApiKeys;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** A new account and the text of its first key. */
  public record Opened(Account account, ApiKey key, ApiKeyText text) {}

  public Opened open(Actor operator, String name, PlanName plan) {
    operator.requireOperator();
    return unitOfWork.execute(() -> open(name, plan, false));
  }

  /**
   * On the first start: opens the operator's account, which is never blocked. The key is handed
   * over before anything is stored, so that a crash cannot leave an account without a known key.
   */
  public void openFirst(Consumer<ApiKeyText> handOver) {
    unitOfWork.run(
        () -> {
          if (accounts.isEmpty()) {
            var opened = open("main", PlanName.ENTERPRISE, true);
            conducts.save(conducts.lock(opened.account().id()).guarded(false));
            handOver.accept(opened.text());
          }
        });
  }

  private Opened open(String name, PlanName plan, boolean operator) {
    var now = clock.instant();
    var account = Account.open(name, plan, now);
    accounts.save(account);
    var issued =
        issueApiKeys.issueUnchecked(
            account.id(),
            new IssueApiKeys.KeyRequest(
                "first key",
                ApiKey.Mode.LIVE,
                ApiKey.Role.ADMIN,
                operator,
                Set.of(),
                Optional.empty()),
            now);
    return new Opened(account, issued.key(), issued.text());
  }
}
