package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.ChatMarks;
import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The marks of chats, which the side process sets in WhatsApp's app state. */
record WebMarks(ProcessLink link, BooleanSupplier connected) implements ChatMarks {

  @Override
  public Answer<Recipient> mark(Chat chat, ChatChange change) {
    var line = link.line("mark").put("jid", Contents.address(chat.id()));
    put(line, "archived", change.archived());
    put(line, "muted", change.muted());
    put(line, "pinned", change.pinned());
    // What is read otherwise is told to the authors, and so to the phone.
    put(line, "read", change.read().filter(read -> !read || chat.markedUnread()));
    putLast(line.putObject("last"), chat.lastMessage());
    return Question.ask(link, connected, line, answer -> chat.id());
  }

  private static void put(ObjectNode line, String name, Optional<Boolean> mark) {
    mark.ifPresent(it -> line.put(name, it));
  }

  /** WhatsApp ignores marks of chats that have changed since. */
  private static void putLast(ObjectNode last, Message message) {
    var at = message.progress().sentAt().orElse(message.createdAt());
    last.put("id", message.whatsAppId().value())
        .put("ours", message.direction() == Direction.OUTBOUND)
        .put("seconds", at.getEpochSecond());
    message.content().context().author().ifPresent(it -> last.put("author", Contents.address(it)));
  }
}
