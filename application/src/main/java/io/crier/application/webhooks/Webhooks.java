package io.crier.application.webhooks;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All webhook endpoints; their secrets are encrypted. */
public interface Webhooks {

  Optional<WebhookEndpoint> find(AccountId account, WebhookId id);

  /** Endpoints of any account: for the dispatcher. */
  List<WebhookEndpoint> dispatching(Collection<WebhookId> ids);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<WebhookEndpoint> list(AccountId account, Optional<WebhookId> after, int limit);

  /** Disabled ones of all accounts, newest first; if {@code after} is given, only older ones. */
  Slice<WebhookEndpoint> disabled(Optional<WebhookId> after, int limit);

  int count(AccountId account);

  /** Adds the endpoint, or replaces the one with the same id. */
  void save(WebhookEndpoint endpoint);

  /** Removes the endpoint with its deliveries. */
  void remove(WebhookId id);
}
