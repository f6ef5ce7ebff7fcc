package io.crier.application.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeys} promises, in memory or in a database. */
public interface ApiKeysContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  ApiKeys apiKeys();

  UnitOfWork unitOfWork();

  @Test
  default void findsSavedKey() {
    var account = open();
    var key = save(key(account, NOON, Set.of(SessionId.next(NOON), SessionId.next(NOON))));

    assertThat(find(account, key.prefix())).contains(key);
    assertThat(unitOfWork().execute(() -> apiKeys().authenticating(key.prefix()))).contains(key);
  }

  @Test
  default void hidesKeysFromOtherAccounts() {
    var key = save(key(open(), NOON, Set.of()));
    var stranger = open();

    assertThat(find(stranger, key.prefix())).isEmpty();
    assertThat(list(stranger, Optional.empty())).isEmpty();
    assertThat(list(stranger, Optional.of(key.prefix()))).isEmpty();
  }

  @Test
  default void replacesOnASecondSave() {
    var account = open();
    var revoked = save(key(account, NOON, Set.of())).revoke(NOON.plusSeconds(1));

    save(revoked);

    assertThat(find(account, revoked.prefix())).contains(revoked);
  }

  @Test
  default void countsOnlyUsableKeys() {
    var account = open();
    save(key(account, NOON, Set.of()));
    save(key(account, NOON, Set.of()).revoke(NOON));
    save(key(account, NOON.minus(ApiKey.DEFAULT_LIFETIME), Set.of()));
    save(key(open(), NOON, Set.of()));

    assertThat(unitOfWork().execute(() -> apiKeys().countUsable(account, NOON))).isEqualTo(1);
  }

  @Test
  default void locksTheKeysOfAnAccountWhileCounting() {
    var account = open();

    AtOnce.run(
        4,
        () -> {
          unitOfWork()
              .run(
                  () -> {
                    if (apiKeys().countUsable(account, NOON) < 2) {
                      apiKeys().save(key(account, NOON, Set.of()));
                    }
                  });
          return null;
        });

    assertThat(list(account, Optional.empty())).hasSize(2);
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var account = open();
    var first = save(key(account, NOON, Set.of()));
    var second = save(key(account, NOON.plusSeconds(1), Set.of()));
    var third = save(key(account, NOON.plusSeconds(2), Set.of()));

    var page = unitOfWork().execute(() -> apiKeys().list(account, Optional.empty(), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(list(account, Optional.of(second.prefix()))).containsExactly(first);
  }

  @Test
  default void listsKeysOfTheSameMomentOnceEach() {
    var account = open();
    var keys =
        Set.of(
            save(key(account, NOON, Set.of())),
            save(key(account, NOON, Set.of())),
            save(key(account, NOON, Set.of())));

    var head = unitOfWork().execute(() -> apiKeys().list(account, Optional.empty(), 1)).items();
    var tail = list(account, Optional.of(head.getFirst().prefix()));

    assertThat(tail).hasSize(2).doesNotContainAnyElementsOf(head);
    assertThat(keys).containsAll(head).containsAll(tail);
  }

  @Test
  default void keepsLastUsesWhenAKeyChanges() {
    var account = open();
    var one = save(key(account, NOON, Set.of()));
    var other = save(key(account, NOON, Set.of()));
    var idle = save(key(account, NOON, Set.of()));
    var later = NOON.plusSeconds(60);

    unitOfWork().run(() -> apiKeys().used(Map.of(one.prefix(), NOON, other.prefix(), later)));
    unitOfWork().run(() -> apiKeys().used(Map.of()));
    save(one.revoke(later));

    assertThat(find(account, one.prefix()).orElseThrow().lastUsedAt()).contains(NOON);
    assertThat(find(account, one.prefix()).orElseThrow().isRevoked()).isTrue();
    assertThat(find(account, other.prefix()).orElseThrow().lastUsedAt()).contains(later);
    assertThat(find(account, idle.prefix()).orElseThrow().lastUsedAt()).isEmpty();
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private static ApiKey key(AccountId account, Instant createdAt, Set<SessionId> sessions) {
    var text = ApiKeyText.generate(ApiKey.Mode.LIVE, ThreadLocalRandom.current());
    return new ApiKey(
        text.prefix(),
        account,
        "my key",
        new PlainKeyHashes().of(text),
        ApiKey.Role.SEND,
        true,
        sessions,
        createdAt,
        createdAt.plus(ApiKey.DEFAULT_LIFETIME),
        Optional.empty(),
        Optional.empty());
  }

  private ApiKey save(ApiKey key) {
    unitOfWork().run(() -> apiKeys().save(key));
    return key;
  }

  private Optional<ApiKey> find(AccountId account, KeyPrefix prefix) {
    return unitOfWork().execute(() -> apiKeys().find(account, prefix));
  }

  private List<ApiKey> list(AccountId account, Optional<KeyPrefix> after) {
    return unitOfWork().execute(() -> apiKeys().list(account, after, 10)).items();
  }
}
