package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static io.crier.domain.messages.Direction.INBOUND;
import static io.crier.domain.messages.Direction.OUTBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages.Claim;
import io.crier.application.messages.Messages.Completion;
import io.crier.application.messages.Messages.Filter;
import io.crier.application.messages.Messages.QueueHealth;
import io.crier.application.messages.Messages.Trail;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Messages} promises, in memory or in a database. */
public interface MessagesContract {

  Recipient FATIMA = Recipient.parse("+966501234567");
  Recipient OMAR = Recipient.parse("+966507654321");
  Filter ALL =
      new Filter(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  RandomGenerator RANDOM = RandomGenerator.of("SplittableRandom");

  Messages messages();

  Contacts contacts();

  Sessions sessions();

  Nodes nodes();

  UnitOfWork unitOfWork();

  // fixtures

  /** A session, owned by a node whose lease goes on. */
  record Owned(Session session, Node node, long epoch) {
    SessionId id() {
      return session.id();
    }
  }

  default Owned owned(AccountId account) {
    return owned(account, Long.toHexString(RANDOM.nextLong()));
  }

  default Owned owned(AccountId account, String name) {
    return unitOfWork()
        .execute(
            () -> {
              var session = SessionsContract.session(account, name, NOON);
              sessions().save(session);
              var node = nodes().join("node of " + name, LEASE);
              return new Owned(session, node, sessions().take(node, 1).getFirst().epoch());
            });
  }

  static Message text(Owned to, Recipient peer, Instant createdAt, Handling handling, String body) {
    return Message.accept(
        MessageId.next(createdAt),
        to.session().account(),
        to.id(),
        peer,
        new Content.Text(body),
        handling,
        WhatsAppId.next(RANDOM),
        createdAt);
  }

  static Message text(Owned to) {
    return text(to, FATIMA, NOON, Handling.ORDINARY, "hello");
  }

  static Message text(Owned to, Priority priority) {
    var handling = new Handling(priority, false, Optional.empty(), Optional.empty());
    return text(to, FATIMA, NOON, handling, "hello");
  }

  static Message scheduled(Owned to, Instant sendAt) {
    var handling = new Handling(Priority.NORMAL, false, Optional.of(sendAt), Optional.empty());
    return text(to, FATIMA, NOON, handling, "hello");
  }

  static Message inbound(Owned to) {
    return Message.receive(
        to.session().account(),
        to.id(),
        FATIMA,
        Optional.empty(),
        new Content.Text("hi"),
        WhatsAppId.next(RANDOM),
        NOON);
  }

  @Test
  default void keepsEveryTypeOfContent() {
    var session = owned(ACME);
    for (var content : MessageFixture.contents()) {
      var message =
          Message.receive(
              ACME, session.id(), FATIMA, Optional.empty(), content, WhatsAppId.next(RANDOM), NOON);
      add(message);

      assertThat(unitOfWork().execute(() -> messages().find(ACME, message.id())))
          .hasValueSatisfying(found -> assertThat(found.content()).isEqualTo(content));
    }
  }

  default Message added(Message message) {
    add(message);
    return message;
  }

  default void add(Message... added) {
    unitOfWork().run(() -> messages().add(List.of(added)));
  }

  default void know(Owned by, Recipient recipient, String address, Optional<Instant> metAt) {
    var contact = new Contact(by.id(), recipient, Optional.of(new Address(address)), NOON, metAt);
    unitOfWork().run(() -> contacts().save(List.of(contact)));
  }

  // actions

  default Optional<Message> find(Message message) {
    return unitOfWork().execute(() -> messages().find(message.account(), message.id()));
  }

  default MessageStatus statusOf(Message message) {
    return find(message).orElseThrow().status();
  }

  default Slice<Message> list(AccountId account, Filter filter) {
    return unitOfWork().execute(() -> messages().list(account, filter, Optional.empty(), 100));
  }

  default List<Message> heads(Owned of, int limit) {
    return unitOfWork().execute(() -> messages().heads(List.of(of.id()), Set.of(), limit));
  }

  static Claim claimOf(Owned by, Message message) {
    return new Claim(message.id(), by.id(), by.epoch(), 1);
  }

  default List<Message> claim(Node node, Claim... claims) {
    return unitOfWork().execute(() -> messages().claim(node, List.of(claims), NOON));
  }

  default Message claimed(Owned by, Message message) {
    return claim(by.node(), claimOf(by, message)).getFirst();
  }

  static Completion sent(Owned by, Message claimed) {
    return completion(by, claimed, claimed.progress().sent(NOON.plusSeconds(1)));
  }

  static Completion completion(Owned by, Message claimed, Progress progress) {
    return new Completion(claimed, by.epoch(), claimed.whatsAppId(), progress);
  }

  default List<Message> complete(Node node, Completion... completions) {
    return unitOfWork().execute(() -> messages().complete(node, List.of(completions)));
  }

  default void receipt(Message message, MessageStatus reached, Instant at) {
    unitOfWork()
        .run(
            () ->
                messages()
                    .move(
                        messages()
                            .byWhatsAppIds(message.session(), List.of(message.whatsAppId()))
                            .stream()
                            .map(found -> found.at(found.progress().receipt(reached, at)))
                            .toList()));
  }

  static List<MessageId> ids(Collection<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }

  // adding and finding

  static Stream<String> texts() {
    return Stream.of(
        "أهلا, عساك بخير؟",
        "\u200Fשלום\u200E 👩‍👩‍👧‍👦 \uD83D\uDE00\t\r\n end ",
        "\"quotes\" 'single' \\back\\slash {braces} ,NULL, null",
        "x".repeat(4_096),
        "\uD83D\uDE00".repeat(2_048));
  }

  @ParameterizedTest
  @MethodSource("texts")
  default void returnsTextUnchanged(String body) {
    var message = added(text(owned(ACME), FATIMA, NOON, Handling.ORDINARY, body));

    assertThat(find(message)).contains(message);
  }

  @Test
  default void keepsEveryProperty() {
    var session = owned(ACME);
    var handling =
        new Handling(
            Priority.HIGH,
            true,
            Optional.of(NOON.plusMillis(90_001)),
            Optional.of(new Metadata("{\"a\":[\"\\\"\",null]}")));
    var message = added(text(session, Recipient.parse("12345@g.us"), NOON, handling, "hello"));
    var received = added(inbound(session));

    assertThat(find(message)).contains(message);
    assertThat(find(received)).contains(received);
  }

  @Test
  default void takesTheAddressFromTheContact() {
    var session = owned(ACME);
    var other = owned(ACME);
    var message = added(text(session));
    know(other, FATIMA, "other@lid", Optional.empty());

    assertThat(find(message).orElseThrow().address()).isEmpty();
    know(session, FATIMA, "1@lid", Optional.empty());
    assertThat(find(message).orElseThrow().address()).contains(new Address("1@lid"));
    assertThat(heads(session, 1).getFirst().address()).contains(new Address("1@lid"));
    assertThat(claimed(session, message).address()).contains(new Address("1@lid"));
  }

  @Test
  default void hidesMessagesFromOtherAccounts() {
    var message = added(text(owned(ACME)));

    unitOfWork()
        .run(
            () -> {
              assertThat(messages().find(GLOBEX, message.id())).isEmpty();
              assertThat(messages().list(GLOBEX, ALL, Optional.empty(), 9).items()).isEmpty();
              assertThat(messages().cancel(GLOBEX, List.of(message.id()), NOON)).isEmpty();
            });
    assertThat(statusOf(message)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void keepsMessagesOfARemovedSession() {
    var session = owned(ACME);
    var message = added(text(session));
    know(session, FATIMA, "1@lid", Optional.of(NOON));

    unitOfWork().run(() -> sessions().remove(session.id()));

    assertThat(find(message)).contains(message);
    assertThat(unitOfWork().execute(() -> contacts().find(session.id(), FATIMA))).isEmpty();
  }

  // lists

  @ParameterizedTest
  @EnumSource(names = {"CODE", "ALERT"})
  default void hidesCodesAndAlertsFromTheirAccount(Priority priority) {
    var session = owned(ACME);
    var message = added(text(session, priority));

    assertThat(find(message)).isEmpty();
    assertThat(unitOfWork().execute(() -> messages().list(ACME, ALL, Optional.empty(), 9)).items())
        .isEmpty();
    assertThat(unitOfWork().execute(() -> messages().cancel(ACME, List.of(message.id()), NOON)))
        .isEmpty();
    assertThat(unitOfWork().execute(() -> messages().heads(List.of(session.id()), Set.of(), 9)))
        .extracting(Message::content)
        .containsExactly(message.content());
  }

  @ParameterizedTest
  @EnumSource(names = {"CODE", "NORMAL"})
  default void reportsTheStatusOfAnyMessageById(Priority priority) {
    var session = owned(ACME);
    var waits = added(text(session, priority));
    var fails = added(text(session, priority));
    var unknown = text(session, priority);
    unitOfWork()
        .run(
            () ->
                messages()
                    .move(List.of(fails.at(fails.progress().failed(Fault.QUOTA_EXCEEDED, NOON)))));

    assertThat(
            unitOfWork()
                .execute(() -> messages().statuses(List.of(waits.id(), fails.id(), unknown.id()))))
        .isEqualTo(Map.of(waits.id(), MessageStatus.QUEUED, fails.id(), MessageStatus.FAILED));
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var session = owned(ACME);
    var all = new ArrayList<Message>();
    for (var n = 0; n < 5; n++) {
      all.add(added(text(session, FATIMA, NOON.plusMillis(n), Handling.ORDINARY, "number " + n)));
    }

    var first = unitOfWork().execute(() -> messages().list(ACME, ALL, Optional.empty(), 3));
    var last = Optional.of(first.items().getLast().id());
    var second = unitOfWork().execute(() -> messages().list(ACME, ALL, last, 3));

    assertThat(first.items()).isEqualTo(all.reversed().subList(0, 3));
    assertThat(first.more()).isTrue();
    assertThat(second.items()).isEqualTo(all.reversed().subList(3, 5));
    assertThat(second.more()).isFalse();
  }

  @Test
  default void filtersLists() {
    var shop = owned(ACME);
    var bank = owned(ACME);
    var early = added(text(shop, FATIMA, NOON, Handling.ORDINARY, "early"));
    var late = added(text(shop, OMAR, NOON.plusSeconds(9), Handling.ORDINARY, "late"));
    var received = added(inbound(shop));
    var other = added(text(bank));
    unitOfWork().run(() -> messages().cancel(ACME, List.of(late.id()), NOON));

    assertThat(listed(Set.of(bank.id()), null, null, null, null, null)).containsOnly(other.id());
    assertThat(listed(Set.of(bank.id(), shop.id()), null, null, null, null, null)).hasSize(4);
    assertThat(listed(Set.of(), MessageStatus.CANCELLED, null, null, null, null))
        .containsOnly(late.id());
    assertThat(listed(Set.of(), null, Direction.INBOUND, null, null, null))
        .containsOnly(received.id());
    assertThat(listed(Set.of(), null, null, OMAR, null, null)).containsOnly(late.id());
    assertThat(listed(Set.of(), null, null, null, NOON.plusSeconds(9), null))
        .containsOnly(late.id());
    assertThat(listed(Set.of(shop.id()), null, Direction.OUTBOUND, null, null, NOON.plusSeconds(9)))
        .containsOnly(early.id());
  }

  private List<MessageId> listed(
      Set<SessionId> sessions,
      MessageStatus status,
      Direction direction,
      Recipient peer,
      Instant from,
      Instant to) {
    var filter =
        new Filter(
            sessions,
            Optional.ofNullable(status),
            Optional.ofNullable(direction),
            Optional.ofNullable(peer),
            Optional.ofNullable(from),
            Optional.ofNullable(to));
    return ids(list(ACME, filter).items());
  }

  // the queue

  @Test
  default void ordersHeadsByPriorityThenAcceptance() {
    var session = owned(ACME);
    var low = text(session, Priority.LOW);
    var first = text(session, Priority.NORMAL);
    var second = text(session, Priority.NORMAL);
    var code = text(session, Priority.CODE);
    add(low, second, first);
    add(code);

    assertThat(ids(heads(session, 9)))
        .containsExactly(code.id(), second.id(), first.id(), low.id());
    assertThat(ids(heads(session, 2))).containsExactly(code.id(), second.id());
    assertThat(ahead(code)).isZero();
    assertThat(ahead(first)).isEqualTo(2);
    assertThat(ahead(low)).isEqualTo(3);
  }

  private int ahead(Message message) {
    return unitOfWork().execute(() -> messages().ahead(message));
  }

  @Test
  default void readsManyQueuesAtOnce() {
    var all = IntStream.range(0, 60).mapToObj(n -> owned(ACME)).toList();
    all.forEach(session -> add(text(session), text(session), text(session)));
    var empty = owned(ACME);
    var asked = Stream.concat(all.stream(), Stream.of(empty)).map(Owned::id).toList();

    var heads = unitOfWork().execute(() -> messages().heads(asked, Set.of(), 2));
    var queued = unitOfWork().execute(() -> messages().queued(asked));

    assertThat(heads).hasSize(120);
    assertThat(heads).extracting(Message::session).doesNotContain(empty.id());
    assertThat(queued).hasSize(60).allSatisfy((session, count) -> assertThat(count).isEqualTo(3));
  }

  @Test
  default void limitsHeadsToContactsThatHaveMet() {
    var session = owned(ACME);
    var other = owned(ACME);
    know(session, OMAR, "2@lid", Optional.of(NOON));
    know(session, FATIMA, "1@lid", Optional.empty());
    var toNew = added(text(session, FATIMA, NOON, Handling.ORDINARY, "new"));
    var toMet = added(text(session, OMAR, NOON, Handling.ORDINARY, "met"));
    var elsewhere = added(text(other, OMAR, NOON, Handling.ORDINARY, "elsewhere"));

    var heads =
        unitOfWork()
            .execute(
                () -> messages().heads(List.of(session.id(), other.id()), Set.of(session.id()), 9));

    assertThat(ids(heads)).contains(toMet.id(), elsewhere.id()).doesNotContain(toNew.id());
  }

  @Test
  default void cancelsOnlyWhatWaits() {
    var session = owned(ACME);
    var flying = claimed(session, added(text(session)));
    var queued = added(text(session));
    var later = added(scheduled(session, NOON.plusSeconds(60)));
    var received = added(inbound(session));
    var asked = List.of(flying.id(), queued.id(), later.id(), received.id());

    var cancelled = unitOfWork().execute(() -> messages().cancel(ACME, asked, NOON));

    assertThat(cancelled)
        .containsExactlyInAnyOrder(
            queued.at(queued.progress().cancelled(NOON)),
            later.at(later.progress().cancelled(NOON)));
    assertThat(find(queued).orElseThrow().progress()).isEqualTo(queued.progress().cancelled(NOON));
    assertThat(statusOf(flying)).isEqualTo(MessageStatus.SENDING);
    assertThat(heads(session, 9)).isEmpty();
  }

  @Test
  default void cancelsAlertsThatWait() {
    var session = owned(ACME);
    var waiting = added(text(session, Priority.ALERT));
    var sent = claimed(session, added(text(session, Priority.ALERT)));
    complete(session.node(), sent(session, sent));
    var ordinary = added(text(session));
    var ids = List.of(waiting.id(), sent.id(), ordinary.id());

    var cancelled = unitOfWork().execute(() -> messages().cancelAlerts(ids, NOON.plusSeconds(9)));

    assertThat(cancelled)
        .containsExactly(waiting.at(waiting.progress().cancelled(NOON.plusSeconds(9))));
    assertThat(ids(heads(session, 9))).containsExactly(ordinary.id());
  }

  @Test
  default void reassignsWaitingCodesAndAlertsInTheirOrder() {
    var lost = owned(ACME);
    var other = owned(GLOBEX, "other");
    var first = added(text(lost, Priority.ALERT));
    var second = added(text(other, Priority.ALERT));
    var third = added(text(lost, Priority.ALERT));
    var code = added(text(lost, Priority.CODE));
    var ordinary = added(text(lost));

    var moved = reassign(other, first, third, code, ordinary);

    assertThat(ids(moved)).containsExactlyInAnyOrder(first.id(), third.id(), code.id());
    assertThat(moved).extracting(Message::session).containsOnly(other.id());
    assertThat(ids(heads(other, 9)))
        .containsExactly(code.id(), first.id(), second.id(), third.id());
    assertThat(ids(heads(lost, 9))).containsExactly(ordinary.id());
  }

  @Test
  default void reassignsNoAlertThatMayHaveArrived() {
    var lost = owned(ACME);
    var other = owned(GLOBEX, "other");
    var doubtful = claimed(lost, added(text(lost, Priority.ALERT)));
    var waitsAgain = doubtful.progress().sending(true).queued();
    complete(lost.node(), completion(lost, doubtful, waitsAgain));
    var next = added(text(lost, Priority.ALERT));
    unitOfWork().run(() -> messages().move(List.of(next.at(next.progress().sending(false)))));

    assertThat(reassign(other, doubtful, next)).isEmpty();
  }

  private List<Message> reassign(Owned to, Message... waiting) {
    var ids = Arrays.stream(waiting).map(Message::id).toList();
    return unitOfWork().execute(() -> messages().reassign(ids, to.id()));
  }

  @Test
  default void blanksAlertsThatWereSent() {
    var session = owned(ACME);
    var sent = claimed(session, added(text(session, Priority.ALERT)));
    complete(session.node(), sent(session, sent));
    var underWay = claimed(session, added(text(session, Priority.ALERT)));
    var waiting = added(text(session, Priority.ALERT));
    var ordinary = added(text(session));
    var all = List.of(sent, underWay, waiting, ordinary);
    var instead = new Content.Text("…");

    unitOfWork().run(() -> messages().blankAlerts(all.stream().map(Message::id).toList(), instead));

    assertThat(byWhatsAppId(session, sent).content()).isEqualTo(instead);
    assertThat(byWhatsAppId(session, underWay).content()).isEqualTo(underWay.content());
    assertThat(byWhatsAppId(session, waiting).content()).isEqualTo(waiting.content());
    assertThat(find(ordinary).orElseThrow().content()).isEqualTo(ordinary.content());
  }

  private Message byWhatsAppId(Owned session, Message message) {
    return unitOfWork()
        .execute(() -> messages().byWhatsAppIds(session.id(), List.of(message.whatsAppId())))
        .getFirst();
  }

  @Test
  default void cancelsAWholeQueue() {
    var session = owned(ACME);
    var other = added(text(owned(ACME)));
    add(text(session), text(session), scheduled(session, NOON.plusSeconds(60)));

    assertThat(unitOfWork().execute(() -> messages().cancelAll(session.id(), NOON)))
        .hasSize(3)
        .allMatch(message -> message.status() == MessageStatus.CANCELLED);
    assertThat(statusOf(other)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void enqueuesScheduledMessagesWhenDueTheEarliestFirst() {
    var session = owned(ACME);
    var third = added(scheduled(session, NOON.plusSeconds(3)));
    var second = added(scheduled(session, NOON.plusSeconds(2)));
    var first = added(scheduled(session, NOON.plusSeconds(1)));
    assertThat(heads(session, 9)).isEmpty();

    assertThat(enqueueDue(NOON.plusMillis(999), 9)).isEmpty();
    assertThat(enqueueDue(NOON.plusSeconds(2), 1)).containsExactly(first.id());
    assertThat(enqueueDue(NOON.plusSeconds(2), 9)).containsExactly(second.id());

    assertThat(ids(heads(session, 9))).containsExactly(second.id(), first.id());
    assertThat(statusOf(third)).isEqualTo(MessageStatus.SCHEDULED);
  }

  private List<MessageId> enqueueDue(Instant now, int limit) {
    return ids(unitOfWork().execute(() -> messages().enqueueDue(now, limit)));
  }

  // claiming

  @Test
  default void claimsMessagesIntoSending() {
    var session = owned(ACME);
    var message = added(text(session));

    var claimed = claim(session.node(), claimOf(session, message));

    assertThat(claimed).containsExactly(message.at(message.progress().sending(false)));
    assertThat(find(message)).contains(claimed.getFirst());
    assertThat(heads(session, 9)).isEmpty();
    assertThat(inFlight(session)).isEqualTo(claimed);
  }

  @Test
  default void claimsAMessageForItsOwnSessionOnly() {
    var node = unitOfWork().execute(() -> nodes().join("one", LEASE));
    for (var name : List.of("one", "two")) {
      unitOfWork().run(() -> sessions().save(SessionsContract.session(ACME, name, NOON)));
    }
    var taken = unitOfWork().execute(() -> sessions().take(node, 2));
    var its = new Owned(taken.getFirst().session(), node, taken.getFirst().epoch());
    var another = new Owned(taken.getLast().session(), node, taken.getLast().epoch());
    var message = added(text(its));

    assertThat(claim(node, claimOf(another, message))).isEmpty();
    assertThat(claim(node, claimOf(its, message))).hasSize(1);
  }

  private List<Message> inFlight(Owned session) {
    return unitOfWork().execute(() -> messages().inFlight(List.of(session.id())));
  }

  @Test
  default void claimsForManySessionsAtOnce() {
    var node = unitOfWork().execute(() -> nodes().join("one", LEASE));
    var claims = new ArrayList<Claim>();
    for (var n = 0; n < 40; n++) {
      var session = SessionsContract.session(ACME, "session " + n, NOON);
      unitOfWork().run(() -> sessions().save(session));
    }
    for (var taken : unitOfWork().execute(() -> sessions().take(node, 40))) {
      var owned = new Owned(taken.session(), node, taken.epoch());
      claims.add(claimOf(owned, added(text(owned))));
    }

    var claimed = claim(node, claims.toArray(Claim[]::new));

    assertThat(ids(claimed))
        .containsExactlyInAnyOrderElementsOf(claims.stream().map(Claim::message).toList());
    var epoch = claims.getFirst().epoch();
    var completions =
        claimed.stream()
            .map(
                message ->
                    new Completion(
                        message, epoch, message.whatsAppId(), message.progress().sent(NOON)))
            .toArray(Completion[]::new);
    assertThat(complete(node, completions))
        .hasSize(40)
        .allMatch(message -> message.status() == MessageStatus.SENT);
  }

  @Test
  default void claimsNothingTwice() {
    var session = owned(ACME);
    var message = added(text(session));
    claimed(session, message);

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingWhileTheSessionHasAMessageInFlight() {
    var session = owned(ACME);
    var first = added(text(session));
    var second = added(text(session));
    claimed(session, first);

    assertThat(claim(session.node(), claimOf(session, second))).isEmpty();
    assertThat(statusOf(second)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void grantsOneOfTwoConcurrentClaimsOfASession() {
    var session = owned(ACME);
    var first = added(text(session));
    var second = added(text(session));

    assertThat(claim(session.node(), claimOf(session, first), claimOf(session, second)))
        .extracting(Message::id)
        .containsExactly(first.id());
  }

  @Test
  default void claimsNothingThatWasCancelled() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> messages().cancel(ACME, List.of(message.id()), NOON));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingAfterTheLeaseHasExpired() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> nodes().renew(session.node(), OVER));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
    assertThat(statusOf(message)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void claimsNothingForAnEarlierLifeOfTheNode() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> nodes().join(session.node().id(), LEASE));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingForAnEarlierOwner() {
    var session = owned(ACME);
    var message = added(text(session));
    var heir = inherit(session);

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
    assertThat(claim(heir.node(), claimOf(session, message))).isEmpty();
    assertThat(claim(heir.node(), claimOf(heir, message))).hasSize(1);
  }

  /** The session's owner dies, another takes over; then the dead one's lease is renewed. */
  private Owned inherit(Owned session) {
    return unitOfWork()
        .execute(
            () -> {
              nodes().renew(session.node(), OVER);
              var heir = nodes().join("heir", LEASE);
              var epoch = sessions().take(heir, 1).getFirst().epoch();
              nodes().renew(session.node(), LEASE);
              return new Owned(session.session(), heir, epoch);
            });
  }

  @Test
  default void fencesEachClaimByItsOwnSession() {
    var mine = owned(ACME);
    var foreign = owned(ACME);
    var message = added(text(mine));
    var other = added(text(foreign));

    assertThat(
            ids(
                claim(
                    mine.node(),
                    claimOf(mine, message),
                    new Claim(other.id(), foreign.id(), foreign.epoch(), 1))))
        .containsExactly(message.id());
  }

  // completing

  @Test
  default void claimsTheNextMessageOnceOneIsSent() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var next = added(text(session));
    var progress = claimed.progress().sent(NOON.plusSeconds(1));

    var completed = complete(session.node(), sent(session, claimed));

    assertThat(completed).containsExactly(claimed.at(progress));
    assertThat(find(claimed)).contains(claimed.at(progress));
    assertThat(inFlight(session)).isEmpty();
    assertThat(claim(session.node(), claimOf(session, next))).hasSize(1);
  }

  @Test
  default void keepsTheIdThatTheEngineChose() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var theirs = new WhatsAppId("wamid.HBgLMTY1MDU1");

    var completed =
        complete(
            session.node(),
            new Completion(claimed, session.epoch(), theirs, claimed.progress().sent(NOON)));

    assertThat(completed).extracting(Message::whatsAppId).containsExactly(theirs);
    assertThat(unitOfWork().execute(() -> messages().byWhatsAppIds(session.id(), List.of(theirs))))
        .isEqualTo(completed);
  }

  @Test
  default void keepsTheFaultOfAFailure() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var progress = claimed.progress().failed(Fault.RECIPIENT_NOT_ON_WHATSAPP, NOON.plusMillis(7));

    complete(session.node(), completion(session, claimed, progress));

    assertThat(find(claimed).orElseThrow().progress()).isEqualTo(progress);
  }

  @Test
  default void returnsAMessageToTheHeadOfItsQueue() {
    var session = owned(ACME);
    var message = added(text(session));
    var next = added(text(session));
    var claimed = claimed(session, message);

    complete(session.node(), completion(session, claimed, claimed.progress().queued()));

    assertThat(ids(heads(session, 9))).containsExactly(message.id(), next.id());
    assertThat(claimed(session, message).progress().attempt()).isEqualTo(2);
  }

  @Test
  default void keepsTheMarkOfAPossibleDuplicate() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));

    unitOfWork().run(() -> messages().move(List.of(claimed.at(claimed.progress().sending(true)))));

    var again = inFlight(session).getFirst();
    assertThat(again.progress()).isEqualTo(claimed.progress().sending(true));
    complete(session.node(), sent(session, again));
    assertThat(find(claimed).orElseThrow().progress().possibleDuplicate()).isTrue();
    assertThat(find(claimed).orElseThrow().progress().attempt()).isEqualTo(2);
  }

  @Test
  default void completesNothingTwice() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    complete(session.node(), sent(session, claimed));
    var failed = claimed.progress().failed(Fault.ENGINE_FAILED, NOON);

    assertThat(complete(session.node(), completion(session, claimed, failed))).isEmpty();
    assertThat(statusOf(claimed)).isEqualTo(MessageStatus.SENT);
  }

  @Test
  default void completesNothingAfterTheLeaseHasExpired() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    unitOfWork().run(() -> nodes().renew(session.node(), OVER));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(statusOf(claimed)).isEqualTo(MessageStatus.SENDING);
  }

  @Test
  default void completesNothingForAnEarlierLifeOfTheNode() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    unitOfWork().run(() -> nodes().join(session.node().id(), LEASE));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
  }

  @Test
  default void completesWhatAnEarlierOwnerLeftInFlight() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var heir = inherit(session);

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(inFlight(heir)).containsExactly(claimed);
    assertThat(complete(heir.node(), sent(heir, claimed))).hasSize(1);
  }

  // receipts

  @Test
  default void movesAMessageThatIsStillInSending() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var next = added(text(session));

    receipt(claimed, MessageStatus.DELIVERED, NOON.plusSeconds(1));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(find(claimed).orElseThrow().progress())
        .isEqualTo(claimed.progress().receipt(MessageStatus.DELIVERED, NOON.plusSeconds(1)));
    assertThat(inFlight(session)).isEmpty();
    assertThat(claim(session.node(), claimOf(session, next))).hasSize(1);
  }

  @Test
  default void findsOnlyOutboundMessagesOfTheSessionByWhatsAppId() {
    var session = owned(ACME);
    var mine = added(text(session));
    var received = added(inbound(session));
    var foreign = added(text(owned(ACME)));
    var asked = Stream.of(mine, received, foreign, text(session)).map(Message::whatsAppId).toList();

    var found = unitOfWork().execute(() -> messages().byWhatsAppIds(session.id(), asked));

    assertThat(found).containsExactly(mine);
  }

  @Test
  default void knowsReceivedMessages() {
    var session = owned(ACME);
    var other = owned(ACME);
    var received = added(inbound(session));
    var sent = added(text(session));

    unitOfWork()
        .run(
            () -> {
              assertThat(known(session, INBOUND, received)).contains(received.id());
              assertThat(known(other, INBOUND, received)).isEmpty();
              assertThat(known(session, INBOUND, sent)).isEmpty();
              assertThat(known(session, OUTBOUND, sent)).contains(sent.id());
            });
  }

  private Optional<MessageId> known(Owned session, Direction direction, Message message) {
    return messages().known(session.id(), direction, message.whatsAppId());
  }

  @Test
  default void renamesTheRecipientOfAllMessagesInASession() {
    var session = owned(ACME);
    var other = owned(ACME);
    var hidden = Recipient.parse("12345678@lid");
    var theirs = added(text(session, hidden, NOON, Handling.ORDINARY, "one"));
    var others = added(text(session, OMAR, NOON, Handling.ORDINARY, "two"));
    var elsewhere = added(text(other, hidden, NOON, Handling.ORDINARY, "three"));

    unitOfWork().run(() -> messages().rename(session.id(), hidden, FATIMA));

    assertThat(peer(theirs)).isEqualTo(FATIMA);
    assertThat(peer(others)).isEqualTo(OMAR);
    assertThat(peer(elsewhere)).isEqualTo(hidden);
  }

  private Recipient peer(Message message) {
    return unitOfWork().execute(() -> messages().find(ACME, message.id())).orElseThrow().peer();
  }

  // reporting on sessions

  @Test
  default void readsThePaceFromTheLastSends() {
    var session = owned(ACME);
    var untouched = owned(ACME);
    know(session, OMAR, "2@lid", Optional.of(NOON.minusSeconds(9)));
    send(session, FATIMA, NOON.minus(Duration.ofDays(1)), 18);
    send(session, OMAR, NOON, 19);
    var last = send(session, FATIMA, NOON.plusSeconds(10), 20);

    var trails = trails(session, untouched);

    assertThat(trails.get(untouched.id())).isEqualTo(new Trail(Optional.empty(), 0, 0, 0));
    assertThat(trails.get(session.id())).isEqualTo(new Trail(Optional.of(last), 20, 2, 1));
  }

  @Test
  default void endsATrailWhereASendOfUnknownOutcomeBegan() {
    var session = owned(ACME);
    send(session, FATIMA, NOON, 1);
    var message = added(text(session));
    var claim = new Claim(message.id(), session.id(), session.epoch(), 2);
    var began = NOON.plusSeconds(30);
    unitOfWork().run(() -> messages().claim(session.node(), List.of(claim), began));

    assertThat(trails(session).get(session.id())).isEqualTo(new Trail(Optional.of(began), 2, 2, 1));
  }

  private Map<SessionId, Trail> trails(Owned... sessions) {
    var ids = Arrays.stream(sessions).map(Owned::id).toList();
    return unitOfWork().execute(() -> messages().trails(ids, NOON.minus(Duration.ofHours(12))));
  }

  /** Sends a message in a second and returns when that was over. */
  private Instant send(Owned session, Recipient to, Instant begin, int turn) {
    var message = added(text(session, to, begin, Handling.ORDINARY, "hello"));
    var claim = new Claim(message.id(), session.id(), session.epoch(), turn);
    var claimed =
        unitOfWork()
            .execute(() -> messages().claim(session.node(), List.of(claim), begin))
            .getFirst();
    var end = begin.plusSeconds(1);
    complete(session.node(), completion(session, claimed, claimed.progress().sent(end)));
    return end;
  }

  @Test
  default void reportsTheHealthOfAQueue() {
    var session = owned(ACME);
    assertThat(health(session))
        .isEqualTo(new QueueHealth(0, Optional.empty(), Optional.empty(), Optional.empty()));

    add(
        text(session, FATIMA, NOON.plusSeconds(60), Handling.ORDINARY, "second"),
        text(session, FATIMA, NOON.plusSeconds(50), Handling.ORDINARY, "first"));
    assertThat(health(session))
        .isEqualTo(
            new QueueHealth(
                2, Optional.of(NOON.plusSeconds(50)), Optional.empty(), Optional.empty()));

    var first = heads(session, 1).getFirst();
    var end = send(session, OMAR, NOON.plusSeconds(70), 1);
    assertThat(health(session).lastAckAt()).contains(end);
    var claimed = claimed(session, first);
    var failed = claimed.progress().failed(Fault.RECIPIENT_REFUSED, NOON.plusSeconds(99));
    complete(session.node(), completion(session, claimed, failed));
    var sent = list(ACME, ALL).items().stream().filter(it -> it.status().isSent()).findFirst();
    receipt(sent.orElseThrow(), MessageStatus.READ, NOON.plusSeconds(90));

    assertThat(health(session))
        .isEqualTo(
            new QueueHealth(
                1,
                Optional.of(NOON.plusSeconds(50)),
                Optional.of(end),
                Optional.of(NOON.plusSeconds(90))));
  }

  private QueueHealth health(Owned session) {
    return unitOfWork().execute(() -> messages().health(session.id()));
  }
}
