package io.crier.application.apikeys;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.SessionProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticateTest {

  private final World world = new World();
  private final OpenAccount.Opened opened =
      world.server.openAccount.open(OPERATOR, "account", PlanName.BUSINESS);

  @Test
  void identifiesTheAccountOfAKey() {
    var caller = call(opened.text());

    assertThat(caller.accountId()).isEqualTo(opened.account().id());
    assertThat(caller.key().orElseThrow().prefix()).isEqualTo(opened.text().prefix());
    assertThat(caller.role()).isEqualTo(ApiKey.Role.ADMIN);
    assertThat(caller.operator()).isFalse();
  }

  @Test
  void rejectsAWrongSecret() {
    var other = ApiKeyText.generate(ApiKey.Mode.LIVE, world.random);

    assertRefused(ApiKeyProblem.INVALID_API_KEY, () -> call(other));
    assertRefused(
        ApiKeyProblem.INVALID_API_KEY, () -> world.server.authenticate.authenticate("nonsense"));
  }

  @Test
  void rejectsARevokedKeyAtOnce() {
    var issued = issue(request(ApiKey.Role.SEND, Optional.empty()));
    call(issued.text());

    world.server.issueApiKeys.revoke(owner(), issued.key().prefix());

    assertRefused(ApiKeyProblem.API_KEY_REVOKED, () -> call(issued.text()));
  }

  @Test
  void listsTheKeysThatAreNotRevoked() {
    var revoked = issue(request(ApiKey.Role.SEND, Optional.empty()));
    world.server.issueApiKeys.revoke(owner(), revoked.key().prefix());
    var kept = issue(request(ApiKey.Role.READ, Optional.empty()));

    assertThat(world.server.issueApiKeys.listUnrevoked(owner()))
        .extracting(ApiKey::prefix)
        .containsExactlyInAnyOrder(opened.text().prefix(), kept.key().prefix());
  }

  @Test
  void replacesARotatedKeyAtOnce() {
    var issued = issue(request(ApiKey.Role.SEND, Optional.empty()));
    call(issued.text());

    var next = world.server.issueApiKeys.rotate(owner(), issued.key().prefix());

    assertRefused(ApiKeyProblem.API_KEY_REVOKED, () -> call(issued.text()));
    assertThat(call(next.text()).role()).isEqualTo(ApiKey.Role.SEND);
    assertRefused(
        ApiKeyProblem.API_KEY_REVOKED,
        () -> world.server.issueApiKeys.rotate(owner(), issued.key().prefix()));
  }

  @Test
  void rejectsAKeyFromTheMomentItExpires() {
    var end = world.instant().plusSeconds(60);
    var issued = issue(request(ApiKey.Role.SEND, Optional.of(end)));
    world.pass(Duration.ofSeconds(60).minusMillis(1));
    call(issued.text());

    world.pass(Duration.ofMillis(1));

    assertRefused(ApiKeyProblem.API_KEY_EXPIRED, () -> call(issued.text()));
  }

  @Test
  void rejectsTheKeysOfADeactivatedAccountAtOnce() {
    call(opened.text());

    world.server.changeAccount.deactivate(OPERATOR, opened.account().id());
    assertRefused(AccountProblem.ACCOUNT_DEACTIVATED, () -> call(opened.text()));

    world.server.changeAccount.activate(OPERATOR, opened.account().id());
    assertThat(call(opened.text())).isNotNull();
  }

  @Test
  void comparesAHashEvenForAnUnknownKey() {
    var compared = new ArrayList<String>();
    var hashes =
        new KeyHashes() {
          private final KeyHashes plain = new PlainKeyHashes();

          @Override
          public KeyHash of(ApiKeyText text) {
            return plain.of(text);
          }

          @Override
          public boolean matches(ApiKeyText text, KeyHash hash) {
            compared.add(text.prefix().value());
            return plain.matches(text, hash);
          }
        };
    var authenticate =
        new Authenticate(
            world.apiKeys, world.accounts, world.conducts, hashes, world.database, world);
    var unknown = ApiKeyText.generate(ApiKey.Mode.LIVE, world.random);

    assertRefused(ApiKeyProblem.INVALID_API_KEY, () -> authenticate.authenticate(unknown.value()));
    authenticate.authenticate(opened.text().value());

    assertThat(compared).containsExactly(unknown.prefix().value(), opened.text().prefix().value());
  }

  @Test
  void recordsLastUsesOnRequest() {
    call(opened.text());
    assertThat(find(opened.key()).lastUsedAt()).isEmpty();

    world.server.authenticate.noteUses();

    assertThat(find(opened.key()).lastUsedAt()).isPresent();
  }

  @Test
  void limitsUsableKeysByPlan() {
    var second = issue(request(ApiKey.Role.READ, Optional.empty()));
    assertRefused(
        ApiKeyProblem.API_KEY_LIMIT_REACHED,
        () -> issue(request(ApiKey.Role.READ, Optional.empty())));

    world.server.issueApiKeys.revoke(owner(), second.key().prefix());
    issue(request(ApiKey.Role.READ, Optional.of(world.instant().plusSeconds(10))));
    world.passSeconds(10);

    assertThat(issue(request(ApiKey.Role.READ, Optional.empty()))).isNotNull();
  }

  @Test
  void rejectsKeysForSessionsOfAnotherAccount() {
    var theirs = world.create(world.account(), Pacing.NONE);

    assertRefused(
        SessionProblem.SESSION_NOT_FOUND,
        () ->
            issue(
                new IssueApiKeys.KeyRequest(
                    "key",
                    ApiKey.Mode.LIVE,
                    ApiKey.Role.SEND,
                    false,
                    Set.of(theirs.id()),
                    Optional.empty())));
  }

  @Test
  void hidesTheKeysOfOtherAccounts() {
    var other = world.server.openAccount.open(OPERATOR, "other", PlanName.BUSINESS);

    assertRefused(
        ApiKeyProblem.API_KEY_NOT_FOUND,
        () -> world.server.issueApiKeys.revoke(admin(other.account()), opened.key().prefix()));
    assertRefused(
        ApiKeyProblem.API_KEY_NOT_FOUND,
        () -> world.server.issueApiKeys.find(admin(other.account()), opened.key().prefix()));
  }

  @Test
  void handsOverTheFirstKeyOnceBeforeTheCommit() {
    var empty = new World();
    var handed = new ArrayList<ApiKeyText>();
    try {
      empty.server.openAccount.openFirst(
          text -> {
            throw new IllegalStateException("the disk is full");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("the disk is full");
    }
    empty.server.openAccount.openFirst(handed::add);
    empty.server.openAccount.openFirst(handed::add);

    assertThat(handed).hasSize(1);
    var caller = empty.server.authenticate.authenticate(handed.getFirst().value());
    assertThat(caller.operator()).isTrue();
  }

  private Actor call(ApiKeyText text) {
    return world.server.authenticate.authenticate(text.value());
  }

  private Actor owner() {
    return admin(opened.account());
  }

  private IssueApiKeys.Issued issue(IssueApiKeys.KeyRequest request) {
    return world.server.issueApiKeys.issue(owner(), request);
  }

  private static IssueApiKeys.KeyRequest request(ApiKey.Role role, Optional<Instant> expiresAt) {
    return new IssueApiKeys.KeyRequest("key", ApiKey.Mode.LIVE, role, false, Set.of(), expiresAt);
  }

  private ApiKey find(ApiKey key) {
    return world.server.issueApiKeys.find(owner(), key.prefix());
  }
}
