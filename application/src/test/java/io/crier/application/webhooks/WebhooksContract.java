package io.crier.application.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.EndpointHealth;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link Webhooks} promises, in memory or in a database. */
public interface WebhooksContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  WebhookSecret SECRET = WebhookSecret.generate(new SplittableRandom(1));
  WebhookSecret NEXT_SECRET = WebhookSecret.generate(new SplittableRandom(2));

  Accounts accounts();

  Webhooks webhooks();

  UnitOfWork unitOfWork();

  @Test
  default void findsSavedEndpoint() {
    var endpoint = save(endpoint(open(), NOON));

    assertThat(find(endpoint.account(), endpoint.id())).contains(endpoint);
    assertThat(unitOfWork().execute(() -> webhooks().dispatching(List.of(endpoint.id()))))
        .containsExactly(endpoint);
  }

  @Test
  default void replacesOnASecondSave() {
    var endpoint = save(endpoint(open(), NOON));
    var changed =
        endpoint
            .change(
                URI.create("http://example.org/other?a=b"),
                new WebhookFilter(
                    Set.of(EventType.MESSAGE_RECEIVED),
                    Set.of(SessionId.next(NOON), SessionId.next(NOON)),
                    Set.of(ChatKind.GROUP)),
                new WebhookHeaders(Map.of("Authorization", "Bearer 1", "X-Team", "a, b")))
            .rotate(NEXT_SECRET, NOON)
            .health(new EndpointHealth(5, Optional.of(NOON), Optional.of(NOON.plusSeconds(30))))
            .disable("it answers 500");

    save(changed);

    assertThat(find(endpoint.account(), endpoint.id())).contains(changed);
  }

  @Test
  default void hidesEndpointsFromOtherAccounts() {
    var endpoint = save(endpoint(open(), NOON));
    var stranger = open();

    assertThat(find(stranger, endpoint.id())).isEmpty();
    assertThat(list(stranger, Optional.empty())).isEmpty();
    assertThat(unitOfWork().execute(() -> webhooks().count(stranger))).isZero();
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var account = open();
    var first = save(endpoint(account, NOON));
    var second = save(endpoint(account, NOON.plusMillis(1)));
    var third = save(endpoint(account, NOON.plusMillis(2)));

    var page = unitOfWork().execute(() -> webhooks().list(account, Optional.empty(), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(list(account, Optional.of(second.id()))).containsExactly(first);
    assertThat(unitOfWork().execute(() -> webhooks().count(account))).isEqualTo(3);
  }

  @Test
  default void listsDisabledEndpointsOfAllAccounts() {
    var first = save(endpoint(open(), NOON).disable("the receiver answered 410 Gone"));
    var second = save(endpoint(open(), NOON.plusMillis(1)).disable("no delivery succeeded"));
    save(endpoint(first.account(), NOON.plusMillis(2)));
    save(endpoint(first.account(), NOON.plusMillis(3)).disable("for now").enable());

    var page = unitOfWork().execute(() -> webhooks().disabled(Optional.empty(), 1));
    var rest = unitOfWork().execute(() -> webhooks().disabled(Optional.of(second.id()), 10));

    assertThat(page.items()).containsExactly(second);
    assertThat(page.more()).isTrue();
    assertThat(rest.items()).containsExactly(first);
    assertThat(rest.more()).isFalse();
  }

  @Test
  default void findsNothingAfterRemoval() {
    var endpoint = save(endpoint(open(), NOON));

    unitOfWork().run(() -> webhooks().remove(endpoint.id()));
    unitOfWork().run(() -> webhooks().remove(endpoint.id()));

    assertThat(find(endpoint.account(), endpoint.id())).isEmpty();
    assertThat(unitOfWork().execute(() -> webhooks().dispatching(List.of(endpoint.id()))))
        .isEmpty();
  }

  @Test
  default void findsNothingForNoIds() {
    assertThat(unitOfWork().execute(() -> webhooks().dispatching(List.of()))).isEmpty();
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private static WebhookEndpoint endpoint(AccountId account, Instant at) {
    return WebhookEndpoint.create(
        account,
        URI.create("https://example.com/hook"),
        WebhookFilter.of(Set.of(EventType.SESSION_QR, EventType.MESSAGE_STATUS)),
        WebhookHeaders.NONE,
        WebhookFormat.CRIER,
        SECRET,
        at);
  }

  private WebhookEndpoint save(WebhookEndpoint endpoint) {
    unitOfWork().run(() -> webhooks().save(endpoint));
    return endpoint;
  }

  private Optional<WebhookEndpoint> find(AccountId account, WebhookId id) {
    return unitOfWork().execute(() -> webhooks().find(account, id));
  }

  private List<WebhookEndpoint> list(AccountId account, Optional<WebhookId> after) {
    return unitOfWork().execute(() -> webhooks().list(account, after, 10)).items();
  }
}
