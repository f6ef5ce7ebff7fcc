package io.crier.application.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.sessions.Sessions;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.Webhooks;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Events} and {@link Outbox} guarantee together, in memory or in a database. */
public interface OutboxContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  Webhooks webhooks();

  Deliveries deliveries();

  Sessions sessions();

  /** Events published with a clock that stands at {@link #NOON}. */
  Events events();

  Outbox outbox();

  Announcements announcements();

  UnitOfWork unitOfWork();

  @Test
  default void returnsEveryTypeOfEventUnchanged() {
    var account = open();
    var events = EveryEvent.of(account);

    publish(events);

    assertThat(read(account)).extracting(Published::event).containsExactlyElementsOf(events);
    assertThat(events).extracting(DomainEvent::type).containsAll(EnumSet.allOf(EventType.class));
  }

  @Test
  default void recordsTheSessionNumberWithMessageEvents() {
    var account = open();
    var number = new PhoneNumber("+966501234567");
    var session =
        Session.create(account, "shop", EngineName.SIMULATOR, Map.of(), Pacing.CAREFUL, NOON);
    unitOfWork().run(() -> sessions().save(session.linked(number, NOON)));
    var message =
        Message.accept(
            MessageId.next(NOON),
            account,
            session.id(),
            Recipient.parse("+966507654321"),
            new Content.Text("hello"),
            Handling.ORDINARY,
            new WhatsAppId("3EB0AA"),
            NOON);

    publish(
        List.of(message.statusChanged(NOON).orElseThrow(), message.received(NOON), qr(account)));

    assertThat(read(account))
        .extracting(Published::event)
        .filteredOn(MessageEvent.class::isInstance)
        .hasSize(2)
        .allSatisfy(it -> assertThat(((MessageEvent) it).sessionNumber()).contains(number));
  }

  @Test
  default void findsTheEventsAboutAMessage() {
    var account = open();
    publish(EveryEvent.of(account));
    var events = EveryEvent.of(account);
    publish(events);
    var message = ((MessageEvent) events.getFirst()).message();
    var ofTheMessage =
        events.stream()
            .filter(it -> it instanceof MessageEvent event && event.message().equals(message))
            .toList();

    assertThat(about(account, message, 100))
        .extracting(Published::event)
        .containsExactlyElementsOf(ofTheMessage);
    assertThat(about(account, message, 1)).hasSize(1);
    assertThat(about(open(), message, 100)).isEmpty();
  }

  @Test
  default void numbersTheEventsOfEachAccountWithoutGaps() {
    var one = open();
    var other = open();

    publish(List.of(qr(one), qr(other), qr(one)));
    publish(List.of(qr(other), qr(one)));

    assertThat(read(one)).extracting(Published::sequence).containsExactly(1L, 2L, 3L);
    assertThat(read(other)).extracting(Published::sequence).containsExactly(1L, 2L);
    assertThat(last(one)).isEqualTo(3);
  }

  @Test
  default void reportsZeroForAnAccountWithoutEvents() {
    assertThat(last(open())).isZero();
  }

  @Test
  default void neitherNumbersNorAnnouncesRolledBackEvents() {
    var account = open();
    var announced = listen();

    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          events().publish(qr(account));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    publish(List.of(qr(account)));

    assertThat(read(account)).extracting(Published::sequence).containsExactly(1L);
    assertThat(announced).isEqualTo(read(account));
  }

  @Test
  default void numbersEventsInTheOrderOfPublication() {
    var account = open();
    var announced = listen();

    unitOfWork()
        .run(
            () -> {
              events().publish(List.of(qr(account), qr(account)));
              events().publish(List.of());
              events().publish(qr(account));
              assertThat(announced).isEmpty();
            });

    assertThat(announced).extracting(Published::sequence).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void readsEventsInPages() {
    var account = open();
    publish(Collections.nCopies(5, qr(account)));

    var page = unitOfWork().execute(() -> outbox().after(account, 1, 3));

    assertThat(page).extracting(Published::sequence).containsExactly(2L, 3L, 4L);
  }

  @Test
  default void numbersConcurrentEventsWithoutDuplicatesOrDeadlocks() {
    var one = open();
    var other = open();
    var tasks = new ArrayList<Callable<Void>>();
    for (var pair : List.of(List.of(one, other), List.of(other, one))) {
      for (int i = 0; i < 3; i++) {
        tasks.add(
            () -> {
              for (int j = 0; j < 10; j++) {
                publish(pair.stream().map(OutboxContract::qr).toList());
              }
              return null;
            });
      }
    }

    AtOnce.run(tasks);

    for (var account : List.of(one, other)) {
      assertThat(read(account))
          .extracting(Published::sequence)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }
  }

  @Test
  default void addsADeliveryForEachSubscribedEndpoint() {
    var account = open();
    var all = webhook(account, Set.of());
    var wanting = webhook(account, Set.of(EventType.SESSION_QR, EventType.SESSION_STATUS));
    webhook(account, Set.of(EventType.MESSAGE_STATUS));
    save(webhook(account, Set.of()).disable("tired"));
    webhook(open(), Set.of());

    publish(List.of(qr(account)));

    var event = read(account).getFirst();
    assertThat(claim())
        .extracting(claimed -> claimed.delivery().webhook())
        .containsExactlyInAnyOrder(all.id(), wanting.id());
    assertThat(unitOfWork().execute(() -> logged(account, all)))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.delivery().event()).isEqualTo(event.id());
              assertThat(it.delivery().type()).isEqualTo(EventType.SESSION_QR);
              assertThat(it.delivery().state()).isEqualTo(Delivery.State.PENDING);
            });
  }

  @Test
  default void addsNoDeliveryForWhatTheFilterHoldsBack() {
    var account = open();
    var session = SessionId.next(NOON);
    var group = new Recipient.Group("120363041234567890@g.us");
    var groups = filtering(account, new WebhookFilter(Set.of(), Set.of(), Set.of(ChatKind.GROUP)));
    var people = filtering(account, new WebhookFilter(Set.of(), Set.of(), Set.of(ChatKind.PERSON)));
    var ours = filtering(account, new WebhookFilter(Set.of(), Set.of(session), Set.of()));
    var others =
        filtering(account, new WebhookFilter(Set.of(), Set.of(SessionId.next(NOON)), Set.of()));

    publish(List.of(new GroupEvent.Left(account, session, group, NOON)));

    assertThat(claim())
        .extracting(claimed -> claimed.delivery().webhook())
        .containsExactlyInAnyOrder(groups.id(), ours.id())
        .doesNotContain(people.id(), others.id());
  }

  private WebhookEndpoint filtering(AccountId account, WebhookFilter filter) {
    var endpoint = webhook(account, Set.of());
    return save(endpoint.change(endpoint.url(), filter, WebhookHeaders.NONE));
  }

  @Test
  default void recordsEventsMissedByADisabledEndpoint() {
    var account = open();
    var disabled = webhook(account, Set.of()).disable("tired");
    save(disabled);

    publish(List.of(qr(account)));

    assertThat(claim()).isEmpty();
    assertThat(unitOfWork().execute(() -> logged(account, disabled)))
        .singleElement()
        .satisfies(it -> assertThat(it.delivery().state()).isEqualTo(Delivery.State.FAILED));
  }

  @Test
  default void deliversATestEventToItsOwnEndpointOnly() {
    var account = open();
    webhook(account, Set.of());
    var tested = webhook(account, Set.of(EventType.MESSAGE_STATUS));

    publish(List.of(new WebhookEvent.Tested(account, tested.id(), NOON)));

    assertThat(claim())
        .singleElement()
        .satisfies(
            claimed -> {
              assertThat(claimed.delivery().webhook()).isEqualTo(tested.id());
              assertThat(claimed.event()).isEqualTo(read(account).getFirst());
            });
  }

  @Test
  default void deliversAnOldEventNow() {
    var account = open();
    webhook(account, Set.of());

    publish(List.of(new WebhookEvent.Disabled(account, id(), "late", NOON.plusSeconds(60))));

    assertThat(claim())
        .singleElement()
        .satisfies(claimed -> assertThat(claimed.delivery().nextAt()).contains(NOON));
  }

  @Test
  default void forgetsEventsWithTheirDeliveriesButKeepsCounting() {
    var account = open();
    webhook(account, Set.of());
    for (int i = 0; i < 4; i++) {
      publish(List.of(new WebhookEvent.Disabled(account, id(), "", NOON.plusSeconds(i))));
    }

    var forgotten = unitOfWork().execute(() -> outbox().forget(NOON.plusSeconds(3), 2));

    assertThat(forgotten).isEqualTo(2);
    assertThat(read(account)).extracting(Published::sequence).containsExactly(3L, 4L);
    assertThat(claim()).hasSize(2);
    assertThat(last(account)).isEqualTo(4);
  }

  private static DomainEvent qr(AccountId account) {
    return new SessionEvent.QrChanged(
        account, SessionId.next(NOON), "2@abc", NOON.plusSeconds(20), NOON);
  }

  private static WebhookId id() {
    return WebhookId.next(NOON);
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private WebhookEndpoint webhook(AccountId account, Set<EventType> wanted) {
    return save(
        WebhookEndpoint.create(
            account,
            URI.create("https://example.com/hook"),
            WebhookFilter.of(new HashSet<>(wanted)),
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            WebhookSecret.generate(new SplittableRandom(1)),
            NOON));
  }

  private WebhookEndpoint save(WebhookEndpoint endpoint) {
    unitOfWork().run(() -> webhooks().save(endpoint));
    return endpoint;
  }

  private void publish(List<? extends DomainEvent> events) {
    unitOfWork().run(() -> events().publish(events));
  }

  private List<Published> read(AccountId account) {
    return unitOfWork().execute(() -> outbox().after(account, 0, 100));
  }

  private List<Published> about(AccountId account, MessageId message, int limit) {
    return unitOfWork().execute(() -> outbox().about(account, message, limit));
  }

  private long last(AccountId account) {
    return unitOfWork().execute(() -> outbox().last(account));
  }

  private List<Deliveries.Logged> logged(AccountId account, WebhookEndpoint webhook) {
    return deliveries().list(account, webhook.id(), Optional.empty(), Optional.empty(), 10).items();
  }

  private List<Deliveries.Claimed> claim() {
    return unitOfWork()
        .execute(() -> deliveries().claim(NOON, Duration.ofMinutes(1), 100, 100, Map.of()));
  }

  private List<Published> listen() {
    var announced = new ArrayList<Published>();
    announcements().listen(announced::addAll);
    return announced;
  }
}
