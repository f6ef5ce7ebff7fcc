package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Marks of chats in memory: what was asked for, in its order. */
public final class InMemoryChatMarks implements ChatMarks {

  private final List<ChatChange> asked = new ArrayList<>();
  private Optional<Failure> failure = Optional.empty();

  public List<ChatChange> asked() {
    return asked;
  }

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  @Override
  public Answer<Recipient> mark(Chat chat, ChatChange change) {
    asked.add(change);
    return failure.<Answer<Recipient>>map(Answer::failed).orElseGet(() -> new Done<>(chat.id()));
  }
}
