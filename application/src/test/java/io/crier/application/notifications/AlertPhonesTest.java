package io.crier.application.notifications;

import static io.crier.application.notifications.AlertPhonesFixture.NASA;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPhonesTest {

  private final AlertPhonesFixture fixture = new AlertPhonesFixture();
  private final World world = fixture.world;
  private final Account operator = fixture.operator;
  private final Account acme = fixture.acme;

  @Test
  void alertsAPhoneAboutAPostAndFollowsItsProgress() {
    var sender = fixture.sender();
    fixture.subscribe(acme, 1);

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(5);

    assertThat(fixture.bodies(sender)).singleElement().asString().contains("Lift-off!", "/status/");
    var notification = fixture.notifications(acme).getFirst();
    assertThat(notification.progress().status()).isEqualTo(READ);
    assertThat(fixture.steps(notification)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(fixture.notifications(operator)).isEmpty();
  }

  @Test
  void publishesWhatAnAlertIsAbout() {
    fixture.sender();
    var subscription = fixture.subscribe(acme, 1);
    var post = fixture.post("Lift-off!");

    fixture.ingest(post);
    world.passSeconds(1);

    assertThat(
            fixture
                .changes(fixture.notifications(acme).getFirst())
                .getFirst()
                .metadata()
                .orElseThrow()
                .json())
        .isEqualTo(
            "{\"subscriptionId\":\"%s\",\"xUserId\":\"%d\",\"xUsername\":\"%s\",\"postId\":\"%d\",\"url\":\"%s\"}"
                .formatted(
                    subscription.id().value(),
                    NASA.id().value(),
                    NASA.username().value(),
                    post.id().value(),
                    post.url()));
  }

  @Test
  void sendsAlertsBeforeOrdinaryMessages() {
    var sender = fixture.senderOf(Pacing.CAREFUL);
    fixture.subscribe(acme, 1);
    for (var n = 2; n < 5; n++) {
      world.accept(operator, sender, n);
    }

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(60);

    assertThat(fixture.bodies(sender)).element(1).asString().contains("Lift-off!");
  }

  @Test
  void alertsAThousandPhonesOnceEach() {
    var sender = fixture.sender();
    IntStream.range(0, 1_000).forEach(n -> fixture.subscribe(acme, n));

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(60);

    assertThat(fixture.sentTo(sender)).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void failsAlertsBeyondTheQuota() {
    world.limit(World.plans(1, 1));
    fixture.sender();
    fixture.subscribe(acme, 1);
    fixture.subscribe(acme, 2);

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(5);

    assertThat(fixture.notifications(acme))
        .extracting(it -> it.progress().status())
        .containsExactlyInAnyOrder(READ, FAILED);
    assertThat(fixture.notifications(acme))
        .filteredOn(it -> it.progress().status() == FAILED)
        .extracting(it -> it.progress().fault())
        .containsExactly(Optional.of(Fault.QUOTA_EXCEEDED));
  }
}
