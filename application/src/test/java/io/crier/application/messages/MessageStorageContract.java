package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages.Filter;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How {@link Messages} stores, finds and lists messages. */
public interface MessageStorageContract extends MessagesFixture {

  @Test
  default void findsAMessageOnlyInItsSession() {
    var message = text(owned(ACME));
    var other = owned(ACME, "other");
    add(message);

    unitOfWork()
        .run(
            () -> {
              assertThat(messages().find(ACME, message.session(), message.id())).contains(message);
              assertThat(messages().find(ACME, other.id(), message.id())).isEmpty();
              assertThat(messages().find(GLOBEX, message.session(), message.id())).isEmpty();
            });
  }

  @Test
  default void keepsEveryTypeOfContent() {
    var session = owned(ACME);
    for (var content : MessageFixture.contents()) {
      var message =
          Message.receive(
              ACME,
              session.id(),
              FATIMA,
              Optional.empty(),
              content,
              WhatsAppId.next(RANDOM),
              NOON.minusSeconds(90),
              NOON);
      add(message);

      assertThat(unitOfWork().execute(() -> messages().find(ACME, message.id())))
          .hasValueSatisfying(
              found -> {
                assertThat(found.content()).isEqualTo(content);
                assertThat(found.createdAt()).isEqualTo(NOON);
                assertThat(found.progress().sentAt()).hasValue(NOON.minusSeconds(90));
              });
    }
  }

  @Test
  default void replacesContent() {
    var session = owned(ACME);
    var message = added(inbound(session));
    for (var content : MessageFixture.contents()) {
      unitOfWork()
          .run(
              () -> {
                var locked = messages().lock(message.id()).orElseThrow();
                messages().revise(locked.with(content));
              });

      assertThat(find(message)).contains(message.with(content));
    }
    var unknown = MessageId.next(NOON);
    assertThat(unitOfWork().execute(() -> messages().lock(unknown))).isEmpty();
  }

  @Test
  default void keepsWhatWasDoneToAMessage() {
    var session = owned(ACME);
    var message = added(inbound(session));
    var edited = message.edited(new Content.Text("hi!"), NOON.plusSeconds(1)).orElseThrow();
    var revoked = edited.revoked(false, NOON.plusSeconds(2)).orElseThrow();

    unitOfWork()
        .run(
            () -> {
              assertThat(messages().lock(session.id(), Direction.INBOUND, message.whatsAppId()))
                  .contains(message);
              messages().revise(revoked);
            });

    assertThat(find(message)).contains(revoked);
    assertThat(list(ACME, ALL).items()).contains(revoked);
  }

  @Test
  default void keepsTheLongestRevisions() {
    var session = owned(ACME);
    var message = added(inbound(session));
    var revised = message;
    for (var version = 0; version < 5; version++) {
      var text = new Content.Text("\u0001".repeat(65_000) + version).received();
      revised = revised.edited(text, NOON.plusSeconds(version)).orElseThrow();
    }
    var last = revised;

    unitOfWork().run(() -> messages().revise(last));

    assertThat(find(message)).contains(last);
  }

  @Test
  default void locksOnlyMessagesOfAccounts() {
    var session = owned(ACME);
    var code = added(text(session, Priority.CODE));
    var ours = added(text(session));

    assertThat(
            unitOfWork()
                .execute(
                    () ->
                        Stream.of(code, ours)
                            .map(
                                it ->
                                    messages()
                                        .lock(session.id(), Direction.OUTBOUND, it.whatsAppId()))
                            .toList()))
        .containsExactly(Optional.empty(), Optional.of(ours));
  }

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
    var sentElsewhere = added(sentElsewhere(session));

    assertThat(find(message)).contains(message);
    assertThat(find(received)).contains(received);
    assertThat(find(sentElsewhere)).contains(sentElsewhere);
  }

  @Test
  default void takesTheAddressFromTheContact() {
    var session = owned(ACME);
    var other = owned(ACME, "other");
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
    assertThat(counts(shop)).isEqualTo(Map.of(MessageStatus.QUEUED, 1, MessageStatus.CANCELLED, 1));
    assertThat(counts(bank)).isEqualTo(Map.of(MessageStatus.QUEUED, 1));
    assertThat(listed(Set.of(), null, Direction.INBOUND, null, null, null))
        .containsOnly(received.id());
    assertThat(listed(Set.of(), null, null, OMAR, null, null)).containsOnly(late.id());
    assertThat(listed(Set.of(), null, null, null, NOON.plusSeconds(9), null))
        .containsOnly(late.id());
    assertThat(listed(Set.of(shop.id()), null, Direction.OUTBOUND, null, null, NOON.plusSeconds(9)))
        .containsOnly(early.id());
  }

  @Test
  default void doesNotCountMessagesFromThePhoneAsGivenByTheAccount() {
    var session = owned(ACME);
    added(sentElsewhere(session));

    assertThat(counts(session)).isEmpty();
  }

  private Map<MessageStatus, Integer> counts(Owned session) {
    return unitOfWork().execute(() -> messages().counts(ACME, session.id()));
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
            status == null ? Set.of() : Set.of(status, MessageStatus.PLAYED),
            Optional.ofNullable(direction),
            peer == null ? Set.of() : Set.of(peer),
            Optional.ofNullable(from),
            Optional.ofNullable(to));

    return ids(list(ACME, filter).items());
  }
}
