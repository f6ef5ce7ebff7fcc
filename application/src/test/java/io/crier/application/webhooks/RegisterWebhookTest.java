package io.crier.application.webhooks;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegisterWebhookTest {

  private static final URI SOMEWHERE = URI.create("https://shop.example/hook");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.create(account, Pacing.CAREFUL);
  private final RegisterWebhook registerWebhook =
      new RegisterWebhook(
          world.webhooks,
          world.sessions,
          new FakeReceivers(world.database),
          world.database,
          new SplittableRandom(1),
          world);

  @Test
  void filtersBySessionsOfTheAccount() {
    assertThat(register(session.id()).filter().sessions()).containsExactly(session.id());
  }

  @Test
  void refusesSessionsOfOtherAccountsAndUnknownOnes() {
    var theirs = world.create(world.account(), Pacing.CAREFUL);
    var webhook = register(session.id()).id();

    assertRefused(SESSION_NOT_FOUND, () -> register(theirs.id()));
    assertRefused(
        SESSION_NOT_FOUND,
        () -> change(webhook, Set.of(session.id(), SessionId.next(world.instant()))));
    assertThat(registerWebhook.find(admin(account), webhook).filter().sessions())
        .containsExactly(session.id());
  }

  @Test
  void keepsSessionsThatAreGone() {
    var webhook = register(session.id()).id();
    world.database.run(() -> world.sessions.remove(session.id()));
    var other = world.create(account, Pacing.CAREFUL);

    change(webhook, Set.of(session.id(), other.id()));

    assertThat(registerWebhook.find(admin(account), webhook).filter().sessions())
        .containsExactlyInAnyOrder(session.id(), other.id());
  }

  @Test
  void changesOnlyWhatIsGiven() {
    var webhook = register(session.id());

    var changed =
        registerWebhook.change(
            admin(account),
            webhook.id(),
            new RegisterWebhook.Change(
                Optional.empty(),
                Optional.of(Set.of(EventType.SESSION_QR)),
                Optional.empty(),
                Optional.of(Set.of(ChatKind.GROUP)),
                Optional.empty()));

    assertThat(changed.url()).isEqualTo(SOMEWHERE);
    assertThat(changed.headers()).isEqualTo(webhook.headers());
    assertThat(changed.filter())
        .isEqualTo(
            new WebhookFilter(
                Set.of(EventType.SESSION_QR), Set.of(session.id()), Set.of(ChatKind.GROUP)));
  }

  private WebhookEndpoint register(SessionId only) {
    return registerWebhook.register(
        admin(account),
        SOMEWHERE,
        new WebhookFilter(Set.of(), Set.of(only), Set.of()),
        new WebhookHeaders(Map.of("X-Team", "a")),
        WebhookFormat.CRIER);
  }

  private void change(WebhookId id, Set<SessionId> sessions) {
    registerWebhook.change(
        admin(account),
        id,
        new RegisterWebhook.Change(
            Optional.empty(),
            Optional.empty(),
            Optional.of(sessions),
            Optional.empty(),
            Optional.empty()));
  }
}
