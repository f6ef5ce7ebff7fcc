package io.crier.application.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.webhooks.InMemoryDeliveries;
import io.crier.application.webhooks.InMemoryWebhooks;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeEventsTest {

  private static final AccountId FOLLOWED = new AccountId(new UUID(0, 1));
  private static final AccountId OTHER = new AccountId(new UUID(0, 2));

  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryEvents events =
      new InMemoryEvents(
          unitOfWork,
          new InMemoryWebhooks(unitOfWork, deliveries),
          deliveries,
          new Announcements(),
          time);
  private final List<AccountId> noticed = new ArrayList<>();
  private boolean hasOthers = true;
  private final NoticeEvents noticeEvents =
      new NoticeEvents(events, unitOfWork, time.clockwork(), () -> hasOthers);

  @Test
  void noticesWhatAnotherNodePublishesWithinASecond() {
    start();

    publish(FOLLOWED);
    publish(OTHER);
    time.pass(Duration.ofSeconds(1));

    assertThat(noticed).containsExactly(FOLLOWED);
  }

  @Test
  void noticesEachChangeOnce() {
    publish(FOLLOWED);
    start();
    noticed.clear();
    time.pass(Duration.ofSeconds(5));
    assertThat(noticed).isEmpty();

    publish(FOLLOWED);
    publish(FOLLOWED);
    time.pass(Duration.ofSeconds(5));

    assertThat(noticed).containsExactly(FOLLOWED);
  }

  @Test
  void asksNothingWithoutOtherNodes() {
    hasOthers = false;
    start();

    publish(FOLLOWED);
    time.pass(Duration.ofSeconds(5));

    assertThat(noticed).isEmpty();
  }

  @Test
  void noticesNothingOnceStopped() {
    start();
    noticeEvents.stop();

    publish(FOLLOWED);
    time.pass(Duration.ofSeconds(5));

    assertThat(noticed).isEmpty();
  }

  private void start() {
    noticeEvents.start(() -> Set.of(FOLLOWED), noticed::add);
    time.pass(Duration.ofSeconds(1));
  }

  private void publish(AccountId account) {
    unitOfWork.run(
        () ->
            events.publish(
                List.of(
                    new WebhookEvent.Tested(
                        account, new WebhookId(new UUID(0, 4)), time.instant()))));
  }
}
