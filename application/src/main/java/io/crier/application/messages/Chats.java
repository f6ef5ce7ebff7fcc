package io.crier.application.messages;

import io.crier.application.Slice;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chats of each session. They follow from its messages: {@link Messages#add} and {@link
 * Messages#rename} keep them up to date. Deleted with their session.
 */
public interface Chats {

  /**
   * The chats with the newest messages first; if {@code before} is given, only those whose last
   * message is older than this one.
   */
  Slice<Chat> list(SessionId session, Optional<MessageId> before, int limit);

  Optional<Chat> find(SessionId session, Recipient chat);

  /** The newest unread messages of a chat. */
  List<Message> unread(Session session, Recipient chat, int limit);

  /** Does nothing if the session has no such chat. */
  void change(SessionId session, Recipient chat, ChatChange change);

  /** This received message of the chat and all older ones were read. */
  void readThrough(Message message);

  /** The names of those of these chats that have one. */
  Map<Recipient, String> names(SessionId session, Collection<Recipient> chats);

  /** Replaces the names of those of these chats that exist. */
  void rename(SessionId session, Map<Recipient, String> names);
}
