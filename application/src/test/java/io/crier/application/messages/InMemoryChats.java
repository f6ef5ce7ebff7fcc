package io.crier.application.messages;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.application.messages.Contacts.Key;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chats in memory: what the messages of a session and the marks on its chats amount to. */
public final class InMemoryChats implements Chats {

  private static final Comparator<MessageId> OLDEST = MessageRows.NEWEST.reversed();

  private final InMemoryMessages messages;
  private final InMemorySessions sessions;
  private final InMemoryTable<Key, Marks> marks;

  public InMemoryChats(
      InMemoryUnitOfWork unitOfWork, InMemorySessions sessions, InMemoryMessages messages) {
    this.messages = messages;
    this.sessions = sessions;
    this.marks =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.<Key, UUID>comparing(key -> key.session().value())
                .thenComparing(key -> key.recipient().text()));
  }

  /**
   * What was done to a chat.
   *
   * @param unreadAt its last message when it was marked as unread
   */
  private record Marks(
      Optional<MessageId> readThrough,
      Optional<MessageId> unreadAt,
      Optional<String> name,
      boolean archived,
      boolean muted,
      boolean pinned,
      int timer) {

    static final Marks NONE =
        new Marks(Optional.empty(), Optional.empty(), Optional.empty(), false, false, false, 0);
  }

  @Override
  public Slice<Chat> list(SessionId session, Optional<MessageId> before, int limit) {
    var all =
        shown(session).collect(Collectors.groupingBy(Message::peer)).values().stream()
            .map(List::getFirst)
            .map(last -> chat(session, last.peer()))
            .filter(
                it -> before.filter(id -> OLDEST.compare(it.lastMessage().id(), id) >= 0).isEmpty())
            .sorted(Comparator.comparing(it -> it.lastMessage().id(), MessageRows.NEWEST))
            .toList();
    return Slice.of(all, limit);
  }

  @Override
  public Optional<Chat> find(SessionId session, Recipient chat) {
    return in(session, chat).findFirst().map(last -> chat(session, chat));
  }

  private Chat chat(SessionId session, Recipient id) {
    var last = in(session, id).findFirst().orElseThrow();
    var mark = marks(session, id);
    var name =
        mark.name().or(() -> in(session, id).flatMap(it -> Chat.nameIn(it).stream()).findFirst());
    return new Chat(
        id,
        name,
        last,
        (int) unread(session, id).count(),
        mark.unreadAt().filter(at -> !isRead(session, id, at)).isPresent(),
        mark.archived(),
        mark.muted(),
        mark.pinned(),
        mark.timer());
  }

  /** Whether the holder has read the chat after this message. */
  private boolean isRead(SessionId session, Recipient chat, MessageId id) {
    return in(session, chat).filter(Chat::reads).anyMatch(it -> OLDEST.compare(it.id(), id) > 0);
  }

  private Marks marks(SessionId session, Recipient chat) {
    return marks.get(new Key(session, chat)).orElse(Marks.NONE);
  }

  private Stream<Message> shown(SessionId session) {
    return sessions.running(session).isEmpty()
        ? Stream.empty()
        : messages.of(session).filter(Chat::shows);
  }

  /** The newest first. */
  private Stream<Message> in(SessionId session, Recipient chat) {
    return shown(session).filter(message -> message.peer().equals(chat));
  }

  private Stream<Message> unread(SessionId session, Recipient chat) {
    var readThrough = marks(session, chat).readThrough();
    return in(session, chat)
        .takeWhile(it -> !Chat.reads(it))
        .filter(Chat::counts)
        .filter(it -> readThrough.filter(id -> OLDEST.compare(it.id(), id) <= 0).isEmpty());
  }

  @Override
  public List<Message> unread(Session session, Recipient chat, int limit) {
    return unread(session.id(), chat).limit(limit).toList();
  }

  @Override
  public void change(SessionId session, Recipient chat, ChatChange change) {
    find(session, chat)
        .ifPresent(
            it -> {
              var was = marks(session, chat);
              var last = Optional.of(it.lastMessage().id());
              put(
                  session,
                  chat,
                  new Marks(
                      change.reads() ? last : was.readThrough(),
                      change
                          .read()
                          .map(read -> read ? Optional.<MessageId>empty() : last)
                          .orElse(was.unreadAt()),
                      was.name(),
                      change.archived().orElse(was.archived()),
                      change.muted().orElse(was.muted()),
                      change.pinned().orElse(was.pinned()),
                      change.disappearingSeconds().orElse(was.timer())));
            });
  }

  @Override
  public void readThrough(Message message) {
    var was = marks(message.session(), message.peer());
    if (was.readThrough().filter(id -> OLDEST.compare(id, message.id()) >= 0).isEmpty()) {
      put(
          message.session(),
          message.peer(),
          new Marks(
              Optional.of(message.id()),
              Optional.empty(),
              was.name(),
              was.archived(),
              was.muted(),
              was.pinned(),
              was.timer()));
    }
  }

  @Override
  public Map<Recipient, String> names(SessionId session, Collection<Recipient> chats) {
    return chats.stream()
        .distinct()
        .flatMap(it -> find(session, it).stream())
        .filter(chat -> chat.name().isPresent())
        .collect(Collectors.toMap(Chat::id, chat -> chat.name().orElseThrow()));
  }

  @Override
  public void rename(SessionId session, Map<Recipient, String> names) {
    names.forEach(
        (chat, name) -> {
          if (find(session, chat).isEmpty()) {
            return;
          }
          var was = marks(session, chat);
          put(
              session,
              chat,
              new Marks(
                  was.readThrough(),
                  was.unreadAt(),
                  Optional.of(name),
                  was.archived(),
                  was.muted(),
                  was.pinned(),
                  was.timer()));
        });
  }

  private void put(SessionId session, Recipient chat, Marks changed) {
    marks.put(new Key(session, chat), changed);
  }
}
