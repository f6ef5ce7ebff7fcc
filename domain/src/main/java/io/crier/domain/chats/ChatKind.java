package io.crier.domain.chats;

import io.crier.domain.messages.Recipient;

/** With whom a chat is. */
public enum ChatKind {
  PERSON,
  GROUP;

  public static ChatKind of(Recipient chat) {
    return switch (chat) {
      case Recipient.Group group -> GROUP;
      case Recipient.Phone phone -> PERSON;
      case Recipient.Hidden hidden -> PERSON;
    };
  }
}
