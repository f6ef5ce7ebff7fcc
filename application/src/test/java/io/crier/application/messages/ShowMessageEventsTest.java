package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.in;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.messages.ShowMessageEvents.MessageEventShown;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What happened to a message. */
class ShowMessageEventsTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);
  private final WebhookEndpoint webhook =
      WebhookEndpoint.create(
          account.id(),
          URI.create("https://example.com/hook"),
          WebhookFilter.of(Set.of(EventType.MESSAGE_STATUS)),
          WebhookHeaders.NONE,
          WebhookFormat.CRIER,
          WebhookSecret.generate(new SplittableRandom(1)),
          world.instant());

  private final ShowMessageEvents show =
      new ShowMessageEvents(world.messages, world.events, world.deliveries, world.database);

  @Test
  void showsEachStepWithItsDeliveries() {
    world.database.run(() -> world.webhooks.save(webhook));
    var message = sent();
    sent();

    var shown = show.show(admin(account), message.id());

    assertThat(shown)
        .extracting(it -> ((MessageEvent.StatusChanged) it.event().event()).status())
        .containsExactly(
            MessageStatus.QUEUED,
            MessageStatus.SENDING,
            MessageStatus.SENT,
            MessageStatus.DELIVERED,
            MessageStatus.READ);
    assertThat(shown)
        .allSatisfy(
            it ->
                assertThat(it.deliveries())
                    .singleElement()
                    .satisfies(
                        logged -> assertThat(logged.delivery().webhook()).isEqualTo(webhook.id())));
  }

  @Test
  void showsNoDeliveriesToKeysOfSomeSessions() {
    world.database.run(() -> world.webhooks.save(webhook));
    var message = sent();

    assertThat(shown(in(account, Role.READ, session.id()), message))
        .isNotEmpty()
        .allMatch(it -> it.deliveries().isEmpty());
  }

  @Test
  void hidesMessagesFromOtherAccountsAndSessions() {
    var message = sent();
    var other = world.connected(account, Pacing.NONE);

    assertRefused(MESSAGE_NOT_FOUND, () -> shown(admin(world.account()), message));
    assertRefused(SESSION_NOT_ALLOWED, () -> shown(in(account, Role.READ, other.id()), message));
  }

  private Message sent() {
    var message = world.accept(account, session, 1);
    world.passSeconds(20);
    return message;
  }

  private List<MessageEventShown> shown(Actor actor, Message message) {
    return show.show(actor, message.id());
  }
}
