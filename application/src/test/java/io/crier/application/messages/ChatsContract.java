package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.PastMessage;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Chats} promises, in memory or in a database. */
public interface ChatsContract extends MessagesFixture {

  Recipient GROUP = Recipient.parse("120363041234567890@g.us");

  Chats chats();

  default Message sentTo(Owned by, Recipient to, int second) {
    return added(text(by, to, NOON.plusSeconds(second), Handling.ORDINARY, "hello"));
  }

  default Message receivedFrom(Owned by, Recipient from, int second, Content content) {
    return added(
        Message.receive(
            by.session().account(),
            by.id(),
            from,
            Optional.empty(),
            content,
            WhatsAppId.next(RANDOM),
            NOON,
            NOON.plusSeconds(second)));
  }

  default Message receivedFrom(Owned by, Recipient from, int second) {
    return receivedFrom(by, from, second, new Content.Text("hi"));
  }

  private Message writtenOnPhone(Owned by, Recipient to, int second) {
    var at = NOON.plusSeconds(second);
    return added(
        Message.sentElsewhere(
            by.session().account(),
            by.id(),
            to,
            Optional.empty(),
            new Content.Text("on my way"),
            WhatsAppId.next(RANDOM),
            at,
            at));
  }

  private static Content text(String from, String body) {
    return new Content.Text(
        body,
        new Context(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            new Envelope(Optional.of(from), false, Optional.empty())));
  }

  default Slice<Chat> list(Owned of, Optional<MessageId> before, int limit) {
    return unitOfWork().execute(() -> chats().list(of.id(), before, limit));
  }

  default List<Chat> list(Owned of) {
    return list(of, Optional.empty(), 100).items();
  }

  default Chat chat(Owned of, Recipient with) {
    return unitOfWork().execute(() -> chats().find(of.id(), with)).orElseThrow();
  }

  default void change(Owned of, Recipient chat, ChatChange change) {
    unitOfWork().run(() -> chats().change(of.id(), chat, change));
  }

  private static ChatChange read(boolean read) {
    return new ChatChange(Optional.of(read), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  default void listsChatsByTheirLastMessageNewestFirst() {
    var shop = owned(ACME);
    sentTo(shop, FATIMA, 1);
    var toOmar = sentTo(shop, OMAR, 2);
    var inGroup = receivedFrom(shop, GROUP, 3);
    var fromFatima = receivedFrom(shop, FATIMA, 4);
    receivedFrom(owned(ACME), FATIMA, 5);

    var chats = list(shop);

    assertThat(chats).extracting(Chat::id).containsExactly(FATIMA, GROUP, OMAR);
    assertThat(chats)
        .extracting(it -> it.lastMessage().id())
        .containsExactly(fromFatima.id(), inGroup.id(), toOmar.id());
    assertThat(chats).extracting(Chat::unread).containsExactly(1, 1, 0);
  }

  @Test
  default void listsPageByPage() {
    var shop = owned(ACME);
    sentTo(shop, FATIMA, 1);
    sentTo(shop, OMAR, 2);
    sentTo(shop, GROUP, 3);

    var first = list(shop, Optional.empty(), 2);
    var second = list(shop, Optional.of(first.items().getLast().lastMessage().id()), 2);

    assertThat(first.items()).extracting(Chat::id).containsExactly(GROUP, OMAR);
    assertThat(first.more()).isTrue();
    assertThat(second.items()).extracting(Chat::id).containsExactly(FATIMA);
    assertThat(second.more()).isFalse();
  }

  @Test
  default void countsMessagesThatArriveInOneBatch() {
    var shop = owned(ACME);
    var one = text(shop, FATIMA, NOON, Handling.ORDINARY, "one");
    var two = text(shop, FATIMA, NOON.plusMillis(1), Handling.ORDINARY, "two");
    var other = text(shop, OMAR, NOON.plusMillis(2), Handling.ORDINARY, "other");

    add(one, other, two);

    assertThat(list(shop))
        .extracting(it -> it.lastMessage().id())
        .containsExactly(other.id(), two.id());
  }

  @Test
  default void neverShowsCodesAndAlerts() {
    var shop = owned(ACME);
    added(text(shop, Priority.CODE));
    added(text(shop, Priority.ALERT));

    assertThat(list(shop)).isEmpty();
    assertThat(unitOfWork().execute(() -> chats().find(shop.id(), FATIMA))).isEmpty();
  }

  @Test
  default void reactionsAreNoMessagesOfAChat() {
    var shop = owned(ACME);
    var message = receivedFrom(shop, FATIMA, 1);
    receivedFrom(shop, FATIMA, 2, new Content.Reaction(Quoted.of(message), "👍", Context.NONE));

    assertThat(chat(shop, FATIMA).lastMessage().id()).isEqualTo(message.id());
    assertThat(chat(shop, FATIMA).unread()).isOne();
  }

  @Test
  default void namesAPersonAsTheyCallThemselves() {
    var shop = owned(ACME);
    receivedFrom(shop, FATIMA, 1, text("Fatima", "hi"));
    receivedFrom(shop, FATIMA, 2);
    receivedFrom(shop, GROUP, 3, text("Omar", "hi"));

    assertThat(chat(shop, FATIMA).name()).contains("Fatima");
    assertThat(chat(shop, GROUP).name()).as("not by who writes there").isEmpty();

    receivedFrom(shop, FATIMA, 4, text("Fatima from the shop", "hi"));
    unitOfWork().run(() -> chats().rename(shop.id(), Map.of(GROUP, "Neighbours", OMAR, "Omar")));

    assertThat(chat(shop, FATIMA).name()).contains("Fatima from the shop");
    assertThat(chat(shop, GROUP).name()).contains("Neighbours");
    assertThat(
            unitOfWork()
                .execute(() -> chats().names(shop.id(), List.of(GROUP, OMAR, FATIMA, GROUP))))
        .isEqualTo(Map.of(GROUP, "Neighbours", FATIMA, "Fatima from the shop"));
    assertThat(list(shop)).hasSize(2);
  }

  @Test
  default void countsWhatIsUnreadUntilTheChatIsRead() {
    var shop = owned(ACME);
    receivedFrom(shop, FATIMA, 1);
    var second = receivedFrom(shop, FATIMA, 2);
    sentTo(shop, FATIMA, 3);
    assertThat(chat(shop, FATIMA).unread()).isEqualTo(2);

    change(shop, FATIMA, ChatChange.READ);
    assertThat(chat(shop, FATIMA).unread()).isZero();

    var third = receivedFrom(shop, FATIMA, 4);
    assertThat(chat(shop, FATIMA).unread()).isOne();
    assertThat(unread(shop, 10)).containsExactly(third.id()).doesNotContain(second.id());
  }

  private List<MessageId> unread(Owned of, int limit) {
    return ids(unitOfWork().execute(() -> chats().unread(of.session(), FATIMA, limit)));
  }

  @Test
  default void readsUpToAMessage() {
    var shop = owned(ACME);
    var first = receivedFrom(shop, FATIMA, 1);
    var second = receivedFrom(shop, FATIMA, 2);
    var third = receivedFrom(shop, FATIMA, 3);
    assertThat(unread(shop, 2)).containsExactly(third.id(), second.id());

    unitOfWork().run(() -> chats().readThrough(second));
    assertThat(chat(shop, FATIMA).unread()).isOne();

    unitOfWork().run(() -> chats().readThrough(first));
    assertThat(unread(shop, 10)).containsExactly(third.id());
  }

  @Test
  default void writingOnThePhoneReadsTheChat() {
    var shop = owned(ACME);
    receivedFrom(shop, FATIMA, 1);
    change(shop, FATIMA, read(false));
    assertThat(chat(shop, FATIMA).markedUnread()).isTrue();

    writtenOnPhone(shop, FATIMA, 2);
    assertThat(chat(shop, FATIMA).unread()).isZero();
    assertThat(chat(shop, FATIMA).markedUnread()).isFalse();

    receivedFrom(shop, FATIMA, 3);
    assertThat(chat(shop, FATIMA).unread()).isOne();
  }

  @Test
  default void whatIsHistoryIsReadAndComesBeforeWhatIsNewer() {
    var shop = owned(ACME);
    var last = receivedFrom(shop, FATIMA, 10);
    var past = past(shop, FATIMA, 1, text("Fatima", "hi"));
    var only = past(shop, OMAR, 2, text("Omar", "hi"));

    assertThat(chat(shop, FATIMA).lastMessage().id()).isEqualTo(last.id());
    assertThat(chat(shop, FATIMA).unread()).isOne();
    assertThat(chat(shop, FATIMA).name()).contains("Fatima");
    assertThat(chat(shop, OMAR).lastMessage().id()).isEqualTo(only.id());
    assertThat(chat(shop, OMAR).unread()).isZero();
    assertThat(unread(shop, 10)).containsExactly(last.id()).doesNotContain(past.id());

    unitOfWork().run(() -> chats().readThrough(past));
    assertThat(chat(shop, FATIMA).unread()).isOne();
  }

  private Message past(Owned by, Recipient from, int second, Content content) {
    var at = NOON.plusSeconds(second);
    return added(
        PastMessage.of(
            by.session().account(),
            by.id(),
            Direction.INBOUND,
            from,
            Optional.empty(),
            content,
            WhatsAppId.next(RANDOM),
            at,
            at));
  }

  @Test
  default void keepsTheMarksOfAChat() {
    var shop = owned(ACME);
    receivedFrom(shop, FATIMA, 1);

    change(
        shop,
        FATIMA,
        new ChatChange(
            Optional.of(false), Optional.of(true), Optional.of(true), Optional.of(true)));
    receivedFrom(shop, FATIMA, 2);
    change(shop, OMAR, ChatChange.READ);

    var chat = chat(shop, FATIMA);
    assertThat(chat.markedUnread()).isTrue();
    assertThat(chat.archived()).isTrue();
    assertThat(chat.muted()).isTrue();
    assertThat(chat.pinned()).isTrue();
    change(
        shop,
        FATIMA,
        new ChatChange(Optional.of(true), Optional.of(false), Optional.empty(), Optional.empty()));
    assertThat(chat(shop, FATIMA).markedUnread()).isFalse();
    assertThat(chat(shop, FATIMA).archived()).isFalse();
    assertThat(chat(shop, FATIMA).muted()).isTrue();
  }

  @Test
  default void keepsWhenTheMessagesOfAChatDisappear() {
    var shop = owned(ACME);
    receivedFrom(shop, FATIMA, 1);
    receivedFrom(shop, OMAR, 2);
    assertThat(chat(shop, FATIMA).disappearingSeconds()).isZero();

    change(shop, FATIMA, ChatChange.timer(604_800));
    receivedFrom(shop, FATIMA, 3);

    assertThat(chat(shop, FATIMA).disappearingSeconds()).isEqualTo(604_800);
    assertThat(chat(shop, OMAR).disappearingSeconds()).isZero();
  }

  @Test
  default void mergesTheChatsOfOnePerson() {
    var shop = owned(ACME);
    var hidden = Recipient.parse("12345678@lid");
    receivedFrom(shop, hidden, 1, text("Fatima", "hi"));
    sentTo(shop, FATIMA, 2);
    var last = receivedFrom(shop, hidden, 3);

    unitOfWork().run(() -> messages().rename(shop.id(), hidden, FATIMA));

    assertThat(list(shop)).extracting(Chat::id).containsExactly(FATIMA);
    assertThat(chat(shop, FATIMA).lastMessage().id()).isEqualTo(last.id());
    assertThat(chat(shop, FATIMA).unread()).isEqualTo(2);
    assertThat(chat(shop, FATIMA).name()).contains("Fatima");
  }

  @Test
  default void aChatWithoutMessagesUnderItsNewNameKeepsItsOwn() {
    var shop = owned(ACME);
    var hidden = Recipient.parse("12345678@lid");
    receivedFrom(shop, hidden, 1);

    unitOfWork().run(() -> messages().rename(shop.id(), hidden, FATIMA));

    assertThat(list(shop)).extracting(Chat::id).containsExactly(FATIMA);
    assertThat(chat(shop, FATIMA).unread()).isOne();
  }

  @Test
  default void forgetsTheChatsOfARemovedSession() {
    var shop = owned(ACME);
    sentTo(shop, FATIMA, 1);

    unitOfWork().run(() -> sessions().remove(shop.id()));
    sentTo(shop, FATIMA, 2);

    assertThat(list(shop)).isEmpty();
  }
}
