package io.crier.application.notifications;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.sessions.Pacing;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertWithdrawalTest {

  private final AlertPhonesFixture fixture = new AlertPhonesFixture();
  private final World world = fixture.world;
  private final Account acme = fixture.acme;

  @Test
  void withdrawsAlertsAboutADeletedPost() {
    var sender = fixture.senderOf(Pacing.CAREFUL);
    fixture.subscribe(acme, 1);
    fixture.subscribe(acme, 2);
    var post = fixture.post("A mistake");
    fixture.ingest(post);
    world.passSeconds(4);
    assertThat(fixture.bodies(sender)).hasSize(1);

    world.server.ingestPosts.forget(List.of(post.id()));
    world.passSeconds(60);

    assertThat(fixture.bodies(sender)).hasSize(1);
    assertThat(fixture.notifications(acme))
        .allMatch(it -> it.post().text().isEmpty())
        .extracting(it -> it.progress().status())
        .containsExactlyInAnyOrder(READ, CANCELLED);
    assertThat(fixture.notifications(acme))
        .extracting(it -> message(it).content())
        .filteredOn(new Content.Text("…")::equals)
        .hasSize(2);
    var cancelled =
        fixture.notifications(acme).stream()
            .filter(it -> it.progress().status() == CANCELLED)
            .findFirst()
            .orElseThrow();
    assertThat(fixture.steps(cancelled)).containsExactly(QUEUED, CANCELLED);
  }

  @Test
  void alertsAboutADeletedPostIfDeletionsAreIgnored() {
    world.honoursDeletions = false;
    world.crash();
    world.restart();
    var sender = fixture.sender();
    fixture.subscribe(acme, 1);
    var post = fixture.post("A mistake");
    fixture.ingest(post);

    world.server.ingestPosts.forget(List.of(post.id()));
    world.passSeconds(5);

    assertThat(fixture.bodies(sender)).hasSize(1);
    assertThat(fixture.notifications(acme).getFirst().post()).isEqualTo(post);
  }

  @Test
  void refundsACancelledAlert() {
    world.limit(World.plans(1, 1));
    var sender = fixture.senderOf(Pacing.CAREFUL);
    fixture.subscribe(acme, 1);
    world.whatsApp.drop(sender.id());
    var deleted = fixture.post("A mistake");
    fixture.ingest(deleted);
    world.passSeconds(0.1);
    world.server.ingestPosts.forget(List.of(deleted.id()));
    world.whatsApp.heal(sender.id());

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(90);

    assertThat(fixture.bodies(sender)).singleElement().asString().contains("Lift-off!");
  }

  @Test
  void withdrawsAlertsToADeletedPhone() {
    var sender = fixture.senderOf(Pacing.CAREFUL);
    var gone = fixture.subscribe(acme, 1);
    fixture.subscribe(acme, 2);
    world.whatsApp.drop(sender.id());
    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(1);

    world.database.run(() -> withdrawAlerts().deleted(acme.id(), gone.phone()));
    world.whatsApp.heal(sender.id());
    world.passSeconds(90);

    assertThat(fixture.bodies(sender)).hasSize(1);
    assertThat(fixture.notifications(acme))
        .filteredOn(it -> it.phone().equals(gone.phone()))
        .hasSize(1)
        .allMatch(it -> fixture.steps(it).equals(List.of(QUEUED, CANCELLED)));
    assertThat(world.database.execute(() -> world.subscriptions.find(acme.id(), gone.id())))
        .hasValueSatisfying(it -> assertThat(it.active()).isFalse());
  }

  @Test
  void withdrawsAlertsOfADeletedSubscription() {
    var sender = fixture.senderOf(Pacing.CAREFUL);
    var gone = fixture.subscribe(acme, 1);
    world.whatsApp.drop(sender.id());
    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(1);
    fixture.ingest(fixture.post("Landed!"));
    world.passSeconds(1);

    new DeleteSubscription(world.subscriptions, world.xAccounts, withdrawAlerts(), world.database)
        .delete(admin(acme), gone.id());
    world.whatsApp.heal(sender.id());
    world.passSeconds(90);

    assertThat(fixture.bodies(sender)).isEmpty();
    assertThat(fixture.notifications(acme))
        .extracting(it -> it.progress().status())
        .containsExactly(CANCELLED, CANCELLED);
  }

  private WithdrawAlerts withdrawAlerts() {
    return new WithdrawAlerts(world.subscriptions, world.notifications, world.server.cancelMessage);
  }

  private Message message(Notification notification) {
    var id = new MessageId(notification.id().value());
    return world.database.execute(() -> world.messages.own(id)).orElseThrow();
  }
}
