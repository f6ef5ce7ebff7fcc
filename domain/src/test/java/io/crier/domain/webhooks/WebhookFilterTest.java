package io.crier.domain.webhooks;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static io.crier.domain.webhooks.WebhookProblem.TOO_MANY_SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhookFilterTest {

  private static final AccountId ACCOUNT = AccountId.next(NOON);
  private static final SessionId SESSION = SessionId.next(NOON);

  private final DomainEvent ofGroup =
      new GroupEvent.Left(ACCOUNT, SESSION, new Recipient.Group("12345678@g.us"), NOON);
  private final DomainEvent ofSession =
      new SessionEvent.Restricted(ACCOUNT, SESSION, NOON.plusSeconds(60), NOON);
  private final DomainEvent ofAccount =
      new WebhookEvent.Disabled(ACCOUNT, WebhookId.next(NOON), "gone", NOON);

  @Test
  void passesEverythingByDefault() {
    assertThat(Stream.of(ofGroup, ofSession, ofAccount)).allMatch(WebhookFilter.NONE::passes);
  }

  @Test
  void passesOnlyChosenTypes() {
    var filter = WebhookFilter.of(Set.of(EventType.GROUP_LEFT));

    assertThat(filter.passes(ofGroup)).isTrue();
    assertThat(filter.passes(ofSession)).isFalse();
  }

  @Test
  void passesOnlyEventsOfChosenSessions() {
    assertThat(sessions(SESSION).passes(ofGroup)).isTrue();
    assertThat(sessions(SESSION).passes(ofSession)).isTrue();
    assertThat(sessions(SESSION).passes(ofAccount)).isFalse();
    assertThat(sessions(SessionId.next(NOON)).passes(ofGroup)).isFalse();
  }

  @Test
  void passesNoEventsOfOtherKindsOfChats() {
    assertThat(chats(ChatKind.GROUP).passes(ofGroup)).isTrue();
    assertThat(chats(ChatKind.PERSON).passes(ofGroup)).isFalse();
    assertThat(chats(ChatKind.PERSON).passes(ofSession)).isTrue();
  }

  @Test
  void limitsTheNumberOfSessions() {
    var many = Stream.generate(() -> SessionId.next(NOON)).limit(101).collect(Collectors.toSet());

    assertRefused(TOO_MANY_SESSIONS, () -> new WebhookFilter(Set.of(), many, Set.of()));
  }

  private static WebhookFilter sessions(SessionId id) {
    return new WebhookFilter(Set.of(), Set.of(id), Set.of());
  }

  private static WebhookFilter chats(ChatKind kind) {
    return new WebhookFilter(Set.of(), Set.of(), Set.of(kind));
  }
}
