package io.crier.application.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPhonesFailuresTest {

  private final AlertPhonesFixture fixture = new AlertPhonesFixture();
  private final World world = fixture.world;
  private final Account acme = fixture.acme;

  @Test
  void skipsAnAlertThatCannotBeStored() {
    var sender = fixture.sender();
    var nobody = Account.open("not there", PlanName.PRO, world.instant());
    IntStream.range(0, 40).forEach(n -> fixture.subscribe(n == 17 ? nobody : acme, n));

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(9);

    assertThat(fixture.sentTo(sender)).hasSize(39).doesNotHaveDuplicates();
  }

  @Test
  void resumesAfterARestart() {
    var sender = fixture.sender();
    fixture.subscribe(acme, 1);
    fixture.ingest(fixture.post("Lift-off!"));
    world.crash();

    world.restart();
    world.passSeconds(5);

    assertThat(fixture.bodies(sender)).hasSize(1);
  }

  @Test
  void alertsEachPhoneOnceDespiteDatabaseFailures() {
    var sender = fixture.sender();
    IntStream.range(0, 30).forEach(n -> fixture.subscribe(acme, n));
    var whims = new SplittableRandom(7);
    for (var round = 0; round < 50; round++) {
      fixture.ingest(fixture.post("number " + round));
      world.server.failBeforeCommit(() -> whims.nextInt(4) == 0);
      world.server.failAfterCommit(() -> whims.nextInt(4) == 0);
      world.pass(Duration.ofMillis(whims.nextInt(3_000)));
      world.server.heal();
      if (whims.nextInt(5) == 0) {
        world.crash();
        world.restart();
      }
    }
    world.passSeconds(120);

    var doubtful =
        all().stream()
            .filter(it -> it.progress().possibleDuplicate())
            .map(it -> it.whatsAppId().orElseThrow())
            .toList();
    var times = new HashMap<WhatsAppId, Integer>();
    world.whatsApp.sent(sender.id()).forEach(sent -> times.merge(sent.id(), 1, Integer::sum));
    times.keySet().removeAll(doubtful);
    assertThat(times.values()).containsOnly(1);
    assertThat(all()).hasSize(30 * 50).allMatch(it -> it.progress().status().isSent());
  }

  private List<Notification> all() {
    var all = new ArrayList<Notification>();
    var page = page(Optional.empty());
    while (!page.isEmpty()) {
      all.addAll(page);
      page = page(Optional.of(page.getLast().id()));
    }
    return all;
  }

  private List<Notification> page(Optional<NotificationId> after) {
    return world.database.execute(
        () -> world.notifications.list(acme.id(), NotificationsContract.ALL, after, 200).items());
  }
}
