package io.crier.application.webhooks;

import static io.crier.application.webhooks.FakeReceivers.answer;
import static io.crier.application.webhooks.FakeReceivers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.TimerWheel;
import io.crier.application.events.Announcements;
import io.crier.application.events.InMemoryEvents;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchDeliveriesTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration POLL = Duration.ofMillis(500);
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final Actor OWNER = Actors.admin(ACCOUNT);
  private static final SessionId SESSION = new SessionId(new UUID(0, 2));

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryWebhooks webhooks = new InMemoryWebhooks(unitOfWork, deliveries);
  private final FakeReceivers receivers = new FakeReceivers(unitOfWork);
  private final Announcements announcements = new Announcements();
  private final InMemoryEvents events =
      new InMemoryEvents(unitOfWork, webhooks, deliveries, announcements, this::now);
  private final TimerWheel wheel = new TimerWheel(NOON);

  private Instant now = NOON;
  private ManualExecutor executor = new ManualExecutor();
  private DispatchDeliveries dispatch = dispatcher();
  private final FollowDeliveries follow =
      new FollowDeliveries(webhooks, deliveries, events, dispatch, unitOfWork, this::now);

  /** Runs its tasks on demand, in order. */
  private static final class ManualExecutor implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.addLast(task);
    }

    void runAll() {
      while (!tasks.isEmpty()) {
        tasks.removeFirst().run();
      }
    }

    /** Runs queued tasks; posts that were started stay in progress. */
    void runQueued() {
      tasks.removeLast().run();
    }
  }

  @BeforeEach
  void start() {
    dispatch.start();
    executor.runAll();
  }

  @Test
  void postsAnEventOnceToEachSubscribedEndpoint() {
    var all = endpoint("all");
    var restrictions = endpoint("restrictions", EventType.SESSION_RESTRICTION);
    var messages = endpoint("messages", EventType.MESSAGE_STATUS);
    List.of(all, restrictions, messages).forEach(it -> receives(it, 200));

    var event = publish();
    pass(Duration.ofMinutes(1));

    assertThat(receivers.posts(all.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(event);
    assertThat(receivers.posts(restrictions.url())).hasSize(1);
    assertThat(receivers.posts(messages.url())).isEmpty();
    assertThat(states(all)).containsExactly(Delivery.State.DELIVERED);
  }

  @Test
  void triesADeadReceiverTenTimesOverThreeDays() {
    var dead = endpoint("dead");

    var event = publish();
    pass(Duration.ofHours(100), Duration.ofSeconds(1));

    var posts = receivers.posts(dead.url());
    assertThat(posts).extracting(FakeReceivers.Post::event).containsOnly(event);
    assertThat(posts)
        .extracting(FakeReceivers.Post::attempt)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    var pauses = List.of(5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400);
    for (var i = 0; i < pauses.size(); i++) {
      var pause = Duration.between(posts.get(i).at(), posts.get(i + 1).at());
      assertThat(pause.toMillis())
          .as("pause %d", i + 1)
          .isBetween(pauses.get(i) * 800L, pauses.get(i) * 1_200L + 1_000);
    }
    assertThat(states(dead)).containsExactly(Delivery.State.FAILED);
    assertThat(logged(dead).getFirst().attempts()).hasSize(10);
    assertThat(find(dead).disabled()).isEmpty();
  }

  @Test
  void retriesAfterAnyStatusButSuccess() {
    for (var status : new int[] {301, 400, 404, 429, 500, 503}) {
      var endpoint = endpoint("status" + status);
      receives(endpoint, status);
    }

    publish();
    pass(Duration.ofSeconds(10));

    for (var status : new int[] {301, 400, 404, 429, 500, 503}) {
      assertThat(receivers.posts(url("status" + status))).as("%d", status).hasSize(2);
    }
  }

  @Test
  void honoursALongerRetryAfter() {
    var busy = endpoint("busy");
    receivers.at(busy.url(), post -> answer(503, Duration.ofMinutes(10)));

    publish();
    pass(Duration.ofMinutes(10).minus(POLL));
    assertThat(receivers.posts(busy.url())).hasSize(1);

    pass(POLL);
    assertThat(receivers.posts(busy.url())).hasSize(2);
  }

  @Test
  void ignoresAShorterRetryAfter() {
    var hasty = endpoint("hasty");
    receivers.at(hasty.url(), post -> answer(429, Duration.ZERO));

    publish();
    pass(Duration.ofMillis(3_999));

    assertThat(receivers.posts(hasty.url())).hasSize(1);
  }

  @Test
  void neverRetriesRejectedDelivery() {
    var endpoint = endpoint("rejecting");
    receivers.at(endpoint.url(), post -> answer(422, Receivers.Verdict.REJECTED));

    publish();
    pass(Duration.ofHours(1), Duration.ofMinutes(1));

    assertThat(receivers.posts(endpoint.url())).hasSize(1);
    assertThat(states(endpoint)).containsExactly(Delivery.State.FAILED);
  }

  @Test
  void settlesDeliveryThatTheFormatSkips() {
    var endpoint = endpoint("skipping");
    receives(endpoint, 500);
    publish();
    pass(Duration.ofSeconds(1));
    var health = find(endpoint).health();
    receivers.at(endpoint.url(), post -> new Receivers.Answer.Skipped());

    publish();
    pass(Duration.ofSeconds(1));

    assertThat(states(endpoint))
        .containsExactlyInAnyOrder(Delivery.State.PENDING, Delivery.State.DELIVERED);
    assertThat(find(endpoint).health()).isEqualTo(health);
  }

  @Test
  void disablesAGoneReceiverAtOnce() {
    var gone = endpoint("gone");
    receives(gone, 410);
    var other = endpoint("other", EventType.WEBHOOK_DISABLED);
    receives(other, 200);

    publish();
    publish();
    pass(Duration.ofMinutes(1));
    publish();
    pass(Duration.ofHours(1));

    assertThat(find(gone).disabled()).contains("the receiver answered 410 Gone");
    assertThat(receivers.posts(gone.url())).hasSizeLessThanOrEqualTo(2);
    assertThat(states(gone)).containsOnly(Delivery.State.FAILED);
    assertThat(receivers.posts(other.url())).hasSize(1);
    assertThat(disabledEvents()).hasSize(1);
  }

  @Test
  void opensTheBreakerAfterFiveFailuresWithoutUsingUpAttempts() {
    var dead = endpoint("dead");

    publish(20);
    pass(Duration.ofSeconds(30).minus(POLL));

    assertThat(receivers.posts(dead.url())).hasSize(8); // what had been begun before the fifth
    assertThat(find(dead).health().failures()).isEqualTo(5);
    assertThat(logged(dead)).filteredOn(it -> it.delivery().attempts() == 0).hasSize(12);
  }

  @Test
  void probesWithOneDeliveryAfterTheBreak() {
    var dead = endpoint("dead");

    publish(20);
    pass(Duration.ofSeconds(30));
    assertThat(receivers.posts(dead.url())).hasSize(8 + 1);

    pass(Duration.ofSeconds(60).minus(POLL));
    assertThat(receivers.posts(dead.url())).hasSize(8 + 1);

    receives(dead, 200);
    pass(POLL);
    assertThat(states(dead)).filteredOn(it -> it == Delivery.State.DELIVERED).hasSize(19);
    pass(Duration.ofMinutes(6)); // the one that went ahead in vain has its own pause
    assertThat(states(dead)).containsOnly(Delivery.State.DELIVERED).hasSize(20);
    assertThat(find(dead).health().failures()).isZero();
  }

  @Test
  void holdsBackOtherDeliveriesDuringAProbe() {
    endpoint("dead");
    publish(20);
    pass(Duration.ofSeconds(30).minus(POLL));
    tick();
    executor.runQueued(); // claims, and begins the probe

    for (var i = 0; i < 10; i++) {
      tick();
      executor.runQueued();
    }

    assertThat(dispatch.underWay()).isEqualTo(1);
  }

  @Test
  void growsBreaksToTenMinutes() {
    var dead = endpoint("dead");

    publish(50);
    pass(Duration.ofHours(2));

    var posts = receivers.posts(dead.url());
    var pauses =
        IntStream.range(8, posts.size())
            .mapToObj(i -> Duration.between(posts.get(i - 1).at(), posts.get(i).at()))
            .map(Duration::toSeconds)
            .toList();
    assertThat(pauses).startsWith(30L, 60L, 120L, 240L, 480L, 600L, 600L).allMatch(it -> it <= 601);
  }

  @Test
  void limitsConcurrentPostsToAnEndpointWithoutDelayingOthers() {
    var slow = endpoint("slow");
    receives(slow, 200);
    publish(100);
    executor
        .runQueued(); // the first eight posts to the slow receiver are on their way, and stay there
    assertThat(dispatch.underWay()).isEqualTo(8);

    var quick = endpoint("quick");
    receives(quick, 200);
    publish(1);
    executor.runQueued();
    assertThat(dispatch.underWay()).isEqualTo(8 + 1);
    executor.runQueued();

    assertThat(receivers.posts(quick.url())).hasSize(1);
    assertThat(receivers.posts(slow.url())).isEmpty();
  }

  @Test
  void doesNotDelayOthersForADeadEndpoint() {
    var dead = endpoint("dead");
    var fine = endpoint("fine");
    receives(fine, 200);

    for (var i = 0; i < 1_000; i++) {
      var event = publish();
      pass(POLL);
      assertThat(receivers.posts(fine.url())).hasSize(i + 1);
      assertThat(receivers.posts(fine.url()).getLast().event()).isEqualTo(event);
    }
    assertThat(receivers.posts(dead.url())).hasSizeLessThan(50);
  }

  @Test
  void disablesAnEndpointThatFailsForADayAndPublishesIt() {
    var dead = endpoint("dead");
    var fine = endpoint("fine", EventType.WEBHOOK_DISABLED);
    receives(fine, 200);

    for (var hour = 0; hour < 24; hour++) {
      publish(2);
      pass(Duration.ofHours(1), Duration.ofSeconds(10));
      assertThat(disabledEvents()).as("after %d h", hour + 1).isEmpty();
    }
    pass(Duration.ofHours(1), Duration.ofSeconds(10));

    assertThat(disabledEvents())
        .singleElement()
        .extracting(WebhookEvent::webhook)
        .isEqualTo(dead.id());
    assertThat(receivers.posts(fine.url())).hasSize(1);
    assertThat(find(dead).disabled()).contains("no delivery succeeded for a day");
    var posts = receivers.posts(dead.url()).size();
    publish();
    pass(Duration.ofHours(1), Duration.ofSeconds(10));
    assertThat(receivers.posts(dead.url())).hasSize(posts);
    assertThat(states(dead)).containsOnly(Delivery.State.FAILED);
  }

  @Test
  void redeliversUnderTheSameIdAfterACrash() {
    var endpoint = endpoint("fine");
    receives(endpoint, 200);
    var event = publish();
    executor.runQueued(); // claims
    executor.runQueued(); // posts; what came of it is never recorded
    assertThat(receivers.posts(endpoint.url())).hasSize(1);

    executor = new ManualExecutor();
    dispatch = dispatcher();
    dispatch.start();
    pass(Duration.ofSeconds(59));
    assertThat(receivers.posts(endpoint.url())).hasSize(1);
    pass(Duration.ofSeconds(2));

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(event, event);
    assertThat(states(endpoint)).containsExactly(Delivery.State.DELIVERED);
  }

  @Test
  void deliversTenThousandEventsAfterAnHourOfSilence() {
    var endpoint = endpoint("down");
    var published = new HashSet<EventId>();
    for (var i = 0; i < 100; i++) {
      published.addAll(publish(100));
      pass(Duration.ofSeconds(36), Duration.ofSeconds(1));
    }
    assertThat(find(endpoint).disabled()).isEmpty();
    var burnt = receivers.posts(endpoint.url()).size();

    receives(endpoint, 200);
    pass(Duration.ofHours(13), Duration.ofSeconds(60));

    assertThat(burnt).isLessThan(30);
    assertThat(states(endpoint)).hasSize(10_000).containsOnly(Delivery.State.DELIVERED);
    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsAll(published);
    assertThat(receivers.posts(endpoint.url())).hasSize(10_000 + burnt);
  }

  @Test
  void ignoresTheOutcomeOfATestEvent() {
    var tested = endpoint("tested", EventType.MESSAGE_STATUS);
    var other = endpoint("other");
    receives(other, 200);

    for (var i = 0; i < 30; i++) {
      follow.test(OWNER, tested.id());
      pass(Duration.ofHours(1), Duration.ofSeconds(10));
    }

    assertThat(receivers.posts(tested.url())).hasSize(30);
    assertThat(receivers.posts(other.url())).isEmpty();
    assertThat(states(tested)).containsOnly(Delivery.State.FAILED);
    assertThat(find(tested).health().failures()).isZero();
  }

  @Test
  void replaysADeliveryUnderItsOldId() {
    var endpoint = endpoint("fine");
    receives(endpoint, 200);
    var early = publish();
    pass(Duration.ofMinutes(1));
    var late = publish();
    pass(Duration.ofMinutes(1));

    assertThat(follow.replay(OWNER, endpoint.id(), NOON.plusSeconds(30))).isEqualTo(1);
    pass(POLL);
    follow.replay(OWNER, endpoint.id(), logged(endpoint).getLast().delivery().id());
    pass(POLL);

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(early, late, late, early);
  }

  @Test
  void replaysWhatADisabledEndpointMissed() {
    var endpoint = endpoint("gone");
    receives(endpoint, 410);
    var killed = publish();
    pass(Duration.ofSeconds(1));
    var missed = publish();
    pass(Duration.ofDays(1), Duration.ofMinutes(1));
    receives(endpoint, 200);

    var enabled = find(endpoint).enable();
    unitOfWork.run(() -> webhooks.save(enabled));
    follow.replay(OWNER, endpoint.id(), NOON);
    pass(Duration.ofSeconds(1));

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .contains(killed, missed);
    assertThat(states(endpoint)).containsOnly(Delivery.State.DELIVERED);
  }

  @Test
  void postsNothingAfterAStop() {
    var endpoint = endpoint("fine");
    receives(endpoint, 200);
    dispatch.stop();

    publish();
    pass(Duration.ofMinutes(1));

    assertThat(receivers.posts(endpoint.url())).isEmpty();
    assertThat(states(endpoint)).containsExactly(Delivery.State.PENDING);
  }

  private Instant now() {
    return now;
  }

  private DispatchDeliveries dispatcher() {
    return new DispatchDeliveries(
        new ClaimDeliveries(webhooks, deliveries, unitOfWork, this::now),
        receivers,
        new RecordAttempts(webhooks, deliveries, events, new SplittableRandom(7)),
        announcements,
        unitOfWork,
        wheel,
        executor,
        this::now);
  }

  private void pass(Duration time) {
    pass(time, POLL);
  }

  /** Lets time pass in steps, and runs what is due after each. */
  private void pass(Duration time, Duration step) {
    var end = now.plus(time);
    executor.runAll();
    while (now.isBefore(end)) {
      var next = now.plus(step);
      now = next.isAfter(end) ? end : next;
      wheel.advanceTo(now);
      executor.runAll();
    }
  }

  /** Lets time pass until the next check for due deliveries, without running it. */
  private void tick() {
    now = now.plus(POLL);
    wheel.advanceTo(now);
  }

  private static URI url(String name) {
    return URI.create("https://" + name + ".test/hook");
  }

  private WebhookEndpoint endpoint(String name, EventType... types) {
    var endpoint =
        WebhookEndpoint.create(
            ACCOUNT,
            url(name),
            Set.of(types),
            WebhookFormat.CRIER,
            WebhookSecret.generate(new Random(1)),
            now);
    unitOfWork.run(() -> webhooks.save(endpoint));
    receivers.at(endpoint.url(), post -> silence());
    return endpoint;
  }

  private void receives(WebhookEndpoint endpoint, int status) {
    receivers.at(endpoint.url(), post -> answer(status));
  }

  private EventId publish() {
    return publish(1).iterator().next();
  }

  private Collection<EventId> publish(int count) {
    var ids = new ArrayList<EventId>();
    var stop =
        announcements.listen(published -> published.stream().map(Published::id).forEach(ids::add));
    unitOfWork.run(
        () ->
            events.publish(
                IntStream.range(0, count)
                    .mapToObj(i -> new SessionEvent.Restricted(ACCOUNT, SESSION, now, now))
                    .toList()));
    stop.run();
    return ids;
  }

  private List<WebhookEvent.Disabled> disabledEvents() {
    return unitOfWork.execute(events::all).stream()
        .filter(WebhookEvent.Disabled.class::isInstance)
        .map(WebhookEvent.Disabled.class::cast)
        .toList();
  }

  private WebhookEndpoint find(WebhookEndpoint endpoint) {
    return unitOfWork.execute(() -> webhooks.find(ACCOUNT, endpoint.id())).orElseThrow();
  }

  private List<Deliveries.Logged> logged(WebhookEndpoint endpoint) {
    return follow
        .list(OWNER, endpoint.id(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE - 1)
        .items();
  }

  private List<Delivery.State> states(WebhookEndpoint endpoint) {
    return logged(endpoint).stream().map(it -> it.delivery().state()).toList();
  }
}
