package io.crier.domain.chats;

import io.crier.domain.messages.Recipient;

/** With whom a chat is. */
public enum ChatKind {
  PERSON,
  GROUP,
  /** No chat: what the admins of a channel write for all who follow it. */
  CHANNEL,
  /** No chat: what people show to all whom they know. */
  STORIES;

  public static ChatKind of(Recipient chat) {
    return switch (chat) {
      case Recipient.Group group -> GROUP;
      case Recipient.Channel channel -> CHANNEL;
      case Recipient.Stories stories -> STORIES;
      case Recipient.Phone phone -> PERSON;
      case Recipient.Hidden hidden -> PERSON;
    };
  }
}
