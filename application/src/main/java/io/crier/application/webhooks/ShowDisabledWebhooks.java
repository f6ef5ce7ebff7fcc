package io.crier.application.webhooks;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.util.Optional;

/** Shows operators which webhook endpoints of all accounts are disabled. */
public final class ShowDisabledWebhooks {

  private final Webhooks webhooks;
  private final Accounts accounts;
  private final UnitOfWork unitOfWork;

  public ShowDisabledWebhooks(Webhooks webhooks, Accounts accounts, UnitOfWork unitOfWork) {
    this.webhooks = webhooks;
    this.accounts = accounts;
    this.unitOfWork = unitOfWork;
  }

  /** An endpoint, and whose it is. */
  public record Disabled(WebhookEndpoint endpoint, Account account) {}

  /** Newest first. */
  public Slice<Disabled> list(Actor operator, Optional<WebhookId> after, int limit) {
    operator.requireOperator();
    return unitOfWork.execute(
        () ->
            webhooks
                .disabled(after, limit)
                .map(it -> new Disabled(it, accounts.find(it.account()).orElseThrow())));
  }
}
