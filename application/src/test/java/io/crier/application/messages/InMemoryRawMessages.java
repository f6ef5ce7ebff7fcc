package io.crier.application.messages;

import static java.util.Comparator.comparing;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.RawMessage;
import java.util.Optional;

/** Raw messages in memory. */
public final class InMemoryRawMessages implements RawMessages {

  private record Stored(AccountId account, RawMessage raw) {}

  private final InMemoryTable<MessageId, Stored> stored;

  public InMemoryRawMessages(InMemoryUnitOfWork unitOfWork) {
    stored = new InMemoryTable<>(unitOfWork, comparing(MessageId::value));
  }

  @Override
  public void put(Message message, RawMessage raw) {
    stored.put(message.id(), new Stored(message.account(), raw));
  }

  @Override
  public Optional<RawMessage> find(AccountId account, MessageId message) {
    return stored.get(message).filter(it -> it.account().equals(account)).map(Stored::raw);
  }

  @Override
  public void remove(MessageId message) {
    stored.remove(message);
  }
}
