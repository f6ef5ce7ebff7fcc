package io.crier.application.notifications;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPhonesTest {

  private static final XAccount NASA = author(1);

  private final World world = new World();
  private final Account operator = world.account();
  private final Account acme = world.account();

  AlertPhonesTest() {
    world.database.run(() -> world.xAccounts.keep(NASA, world.instant()));
  }

  // progress

  @Test
  void alertsAPhoneAboutAPostAndFollowsItsProgress() {
    var sender = sender();
    subscribe(acme, 1);

    ingest(post("Lift-off!"));
    world.passSeconds(5);

    assertThat(bodies(sender)).singleElement().asString().contains("Lift-off!", "/status/");
    var notification = notifications(acme).getFirst();
    assertThat(notification.progress().status()).isEqualTo(READ);
    assertThat(steps(notification)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(notifications(operator)).isEmpty();
  }

  @Test
  void publishesWhatAnAlertIsAbout() {
    sender();
    var subscription = subscribe(acme, 1);
    var post = post("Lift-off!");

    ingest(post);
    world.passSeconds(1);

    assertThat(changes(notifications(acme).getFirst()).getFirst().metadata().orElseThrow().json())
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
    var sender = senderOf(Pacing.CAREFUL);
    subscribe(acme, 1);
    for (var n = 2; n < 5; n++) {
      world.accept(operator, sender, n);
    }

    ingest(post("Lift-off!"));
    world.passSeconds(60);

    assertThat(bodies(sender)).element(1).asString().contains("Lift-off!");
  }

  @Test
  void alertsAThousandPhonesOnceEach() {
    var sender = sender();
    IntStream.range(0, 1_000).forEach(n -> subscribe(acme, n));

    ingest(post("Lift-off!"));
    world.passSeconds(60);

    assertThat(sentTo(sender)).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void failsAlertsBeyondTheQuota() {
    world.limit(World.plans(1, 1));
    sender();
    subscribe(acme, 1);
    subscribe(acme, 2);

    ingest(post("Lift-off!"));
    world.passSeconds(5);

    assertThat(notifications(acme))
        .extracting(it -> it.progress().status())
        .containsExactlyInAnyOrder(READ, FAILED);
    assertThat(notifications(acme))
        .filteredOn(it -> it.progress().status() == FAILED)
        .extracting(it -> it.progress().fault())
        .containsExactly(Optional.of(Fault.QUOTA_EXCEEDED));
  }

  // who sends

  @Test
  void keepsAlertsWaitingWithoutASender() {
    subscribe(acme, 1);
    ingest(post("Lift-off!"));
    world.passSeconds(60);
    assertThat(notifications(acme).getFirst().progress().status()).isEqualTo(QUEUED);

    var sender = sender();
    world.passSeconds(15);

    assertThat(bodies(sender)).hasSize(1);
  }

  @Test
  void reroutesAlertsOfALostSender() {
    var lost = sender();
    subscribe(acme, 1);
    subscribe(acme, 2);
    world.whatsApp.drop(lost.id());
    ingest(post("Lift-off!"));
    world.passSeconds(1);
    world.server.controlSession.stop(admin(operator), lost.id());

    var other = sender();
    world.passSeconds(15);

    assertThat(bodies(other)).hasSize(2);
    assertThat(notifications(acme))
        .allMatch(it -> steps(it).equals(List.of(QUEUED, SENDING, SENT, DELIVERED, READ)));
  }

  @Test
  void reroutesAlertsOfADeletedSender() {
    var deleted = sender();
    IntStream.range(0, 500).forEach(n -> subscribe(acme, n));
    world.whatsApp.drop(deleted.id());
    ingest(post("Lift-off!"));
    world.passSeconds(1);
    var other = sender();

    world.server.deleteSession.delete(admin(operator), deleted.id());
    world.passSeconds(15);

    assertThat(bodies(other)).hasSize(500);
  }

  @Test
  void keepsAlertsWithTheOnlySender() {
    var only = sender();
    subscribe(acme, 1);
    world.whatsApp.drop(only.id());
    ingest(post("Lift-off!"));
    world.server.controlSession.stop(admin(operator), only.id());
    world.passSeconds(60);
    assertThat(notifications(acme).getFirst().progress().status()).isEqualTo(QUEUED);

    world.whatsApp.heal(only.id());
    world.server.controlSession.start(admin(operator), only.id());
    world.passSeconds(60);

    assertThat(bodies(only)).hasSize(1);
  }

  @Test
  void skipsAccountsWithoutASender() {
    var own = world.create(acme, Pacing.NONE);
    world.server.controlSession.stop(admin(acme), own.id());
    world.database.run(() -> world.alertSenders.choose(acme.id(), Optional.of(own.id())));
    var sender = sender();
    var globex = world.account();
    IntStream.range(0, 500).forEach(n -> subscribe(acme, n));
    subscribe(globex, 501);

    ingest(post("Lift-off!"));
    world.passSeconds(5);

    assertThat(bodies(sender)).hasSize(1);
    assertThat(notifications(globex).getFirst().progress().status()).isEqualTo(READ);
  }

  @Test
  void skipsAnAlertThatCannotBeStored() {
    var sender = sender();
    var nobody = Account.open("not there", PlanName.PRO, world.instant());
    IntStream.range(0, 40).forEach(n -> subscribe(n == 17 ? nobody : acme, n));

    ingest(post("Lift-off!"));
    world.passSeconds(9);

    assertThat(sentTo(sender)).hasSize(39).doesNotHaveDuplicates();
  }

  // what goes wrong

  @Test
  void resumesAfterARestart() {
    var sender = sender();
    subscribe(acme, 1);
    ingest(post("Lift-off!"));
    world.crash();

    world.restart();
    world.passSeconds(5);

    assertThat(bodies(sender)).hasSize(1);
  }

  @Test
  void alertsEachPhoneOnceDespiteDatabaseFailures() {
    var sender = sender();
    IntStream.range(0, 30).forEach(n -> subscribe(acme, n));
    var whims = new SplittableRandom(7);
    for (var round = 0; round < 50; round++) {
      ingest(post("number " + round));
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

  // deleted on X

  @Test
  void withdrawsAlertsAboutADeletedPost() {
    var sender = senderOf(Pacing.CAREFUL);
    subscribe(acme, 1);
    subscribe(acme, 2);
    var post = post("A mistake");
    ingest(post);
    world.passSeconds(4);
    assertThat(bodies(sender)).hasSize(1);

    world.server.ingestPosts.forget(List.of(post.id()));
    world.passSeconds(60);

    assertThat(bodies(sender)).hasSize(1);
    assertThat(notifications(acme))
        .allMatch(it -> it.post().text().isEmpty())
        .extracting(it -> it.progress().status())
        .containsExactlyInAnyOrder(READ, CANCELLED);
    assertThat(notifications(acme))
        .extracting(it -> message(it).content())
        .filteredOn(new Content.Text("…")::equals)
        .hasSize(2);
    var cancelled =
        notifications(acme).stream()
            .filter(it -> it.progress().status() == CANCELLED)
            .findFirst()
            .orElseThrow();
    assertThat(steps(cancelled)).containsExactly(QUEUED, CANCELLED);
  }

  @Test
  void alertsAboutADeletedPostIfDeletionsAreIgnored() {
    world.honoursDeletions = false;
    world.crash();
    world.restart();
    var sender = sender();
    subscribe(acme, 1);
    var post = post("A mistake");
    ingest(post);

    world.server.ingestPosts.forget(List.of(post.id()));
    world.passSeconds(5);

    assertThat(bodies(sender)).hasSize(1);
    assertThat(notifications(acme).getFirst().post()).isEqualTo(post);
  }

  @Test
  void refundsACancelledAlert() {
    world.limit(World.plans(1, 1));
    var sender = senderOf(Pacing.CAREFUL);
    subscribe(acme, 1);
    world.whatsApp.drop(sender.id());
    var deleted = post("A mistake");
    ingest(deleted);
    world.passSeconds(0.1);
    world.server.ingestPosts.forget(List.of(deleted.id()));
    world.whatsApp.heal(sender.id());

    ingest(post("Lift-off!"));
    world.passSeconds(90);

    assertThat(bodies(sender)).singleElement().asString().contains("Lift-off!");
  }

  // deleted here

  @Test
  void withdrawsAlertsToADeletedPhone() {
    var sender = senderOf(Pacing.CAREFUL);
    var gone = subscribe(acme, 1);
    subscribe(acme, 2);
    world.whatsApp.drop(sender.id());
    ingest(post("Lift-off!"));
    world.passSeconds(1);

    world.database.run(() -> withdrawAlerts().deleted(acme.id(), gone.phone()));
    world.whatsApp.heal(sender.id());
    world.passSeconds(90);

    assertThat(bodies(sender)).hasSize(1);
    assertThat(notifications(acme))
        .filteredOn(it -> it.phone().equals(gone.phone()))
        .hasSize(1)
        .allMatch(it -> steps(it).equals(List.of(QUEUED, CANCELLED)));
    assertThat(world.database.execute(() -> world.subscriptions.find(acme.id(), gone.id())))
        .hasValueSatisfying(it -> assertThat(it.active()).isFalse());
  }

  @Test
  void withdrawsAlertsOfADeletedSubscription() {
    var sender = senderOf(Pacing.CAREFUL);
    var gone = subscribe(acme, 1);
    world.whatsApp.drop(sender.id());
    ingest(post("Lift-off!"));
    world.passSeconds(1);
    ingest(post("Landed!"));
    world.passSeconds(1);

    new DeleteSubscription(world.subscriptions, withdrawAlerts(), world.database)
        .delete(admin(acme), gone.id());
    world.whatsApp.heal(sender.id());
    world.passSeconds(90);

    assertThat(bodies(sender)).isEmpty();
    assertThat(notifications(acme))
        .extracting(it -> it.progress().status())
        .containsExactly(CANCELLED, CANCELLED);
  }

  private WithdrawAlerts withdrawAlerts() {
    return new WithdrawAlerts(world.subscriptions, world.notifications, world.server.cancelMessage);
  }

  // fixtures

  private Session sender() {
    return senderOf(Pacing.NONE);
  }

  private Session senderOf(Pacing pacing) {
    var session = world.connected(operator, pacing);
    world.database.run(() -> world.alertSenders.add(session.id(), world.instant()));
    return session;
  }

  private Subscription subscribe(Account account, int number) {
    var phone = new PhoneNumber("+4915%09d".formatted(number));
    var subscription =
        Subscription.create(
            account.id(),
            NASA.id(),
            phone,
            PostFilter.DEFAULT,
            TextMode.EXCERPT,
            false,
            world.instant());
    world.database.run(() -> world.subscriptions.add(subscription));
    return subscription;
  }

  private Post post(String text) {
    world.passSeconds(0.01);
    var id = new PostId(PostId.justBefore(world.instant()).value() + 1);
    return new Post(id, id, NASA.id(), Optional.of(NASA.username()), Post.Kind.ORIGINAL, text);
  }

  private void ingest(Post post) {
    world.server.ingestPosts.ingest(List.of(post), fresh -> List.of());
  }

  // looking at the outcome

  private List<Notification> notifications(Account account) {
    return world.database.execute(
        () ->
            world
                .notifications
                .list(account.id(), NotificationsContract.ALL, Optional.empty(), 99)
                .items());
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

  private Message message(Notification notification) {
    var id = new MessageId(notification.id().value());
    return world.database.execute(() -> world.messages.own(id)).orElseThrow();
  }

  private List<MessageStatus> steps(Notification notification) {
    return changes(notification).stream().map(MessageEvent.AlertChanged::status).toList();
  }

  private List<MessageEvent.AlertChanged> changes(Notification notification) {
    return world.events().stream()
        .filter(MessageEvent.AlertChanged.class::isInstance)
        .map(MessageEvent.AlertChanged.class::cast)
        .filter(event -> event.message().value().equals(notification.id().value()))
        .toList();
  }

  private List<String> bodies(Session sender) {
    return world.whatsApp.sent(sender.id()).stream().map(InMemoryWhatsApp.Sent::body).toList();
  }

  private List<Object> sentTo(Session sender) {
    return world.whatsApp.sent(sender.id()).stream()
        .<Object>map(InMemoryWhatsApp.Sent::to)
        .toList();
  }
}
