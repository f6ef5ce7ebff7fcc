package io.crier.application.messages;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All messages in memory, and the indexes of each session's. */
final class MessageRows {

  static final Comparator<MessageId> NEWEST =
      Comparator.<MessageId, UUID>comparing(MessageId::value).reversed();

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryTable<MessageId, MessageRow> messages;
  private final Map<SessionId, Index> indexes = new HashMap<>();

  MessageRows(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
    this.messages = new InMemoryTable<>(unitOfWork, NEWEST);
  }

  /** The indexes of a session's messages. */
  final class Index {

    private final InMemoryTable<MessageRow, MessageRow> queue =
        new InMemoryTable<>(unitOfWork, MessageRow.IN_QUEUE);
    private final InMemoryTable<MessageId, Boolean> inFlight =
        new InMemoryTable<>(unitOfWork, NEWEST);
    private final InMemoryTable<String, MessageId> byWhatsAppId =
        new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    private final InMemoryTable<MessageId, MessageId> all = new InMemoryTable<>(unitOfWork, NEWEST);

    /** The newest first. */
    Stream<MessageRow> rows() {
      return all.all().stream().map(id -> messages.get(id).orElseThrow());
    }

    /** The queued ones, in the order in which they are sent. */
    List<MessageRow> queue() {
      return queue.all();
    }

    Optional<MessageRow> inFlight() {
      return messages.get(inFlight.keys(any -> true)).stream().findFirst();
    }

    Optional<MessageRow> find(WhatsAppId id) {
      return byWhatsAppId.get(id.value()).map(it -> messages.get(it).orElseThrow());
    }

    private void add(MessageRow row) {
      var message = row.message();
      all.put(message.id(), message.id());
      byWhatsAppId.put(message.whatsAppId().value(), message.id());
      if (message.status() == MessageStatus.QUEUED) {
        queue.put(row, row);
      }
      if (message.status() == MessageStatus.SENDING) {
        if (!inFlight.isEmpty()) {
          throw new IllegalStateException("two messages of one session in flight");
        }
        inFlight.put(message.id(), true);
      }
    }

    private void remove(MessageRow row) {
      var message = row.message();
      queue.remove(row);
      inFlight.remove(message.id());
      byWhatsAppId.remove(message.whatsAppId().value());
      all.remove(message.id());
    }
  }

  void remove(MessageId id) {
    messages.get(id).ifPresent(row -> of(row.message().session()).remove(row));
    messages.remove(id);
  }

  Index of(SessionId session) {
    return indexes.computeIfAbsent(session, id -> new Index());
  }

  Optional<MessageRow> get(MessageId id) {
    return messages.get(id);
  }

  /** Those that exist, in the given order. */
  List<MessageRow> get(Collection<MessageId> ids) {
    return messages.get(ids);
  }

  /** The newest first. */
  List<MessageRow> all() {
    return messages.all();
  }

  List<MessageRow> all(Predicate<MessageRow> wanted) {
    return messages.all(wanted);
  }

  /** Adds the row, or replaces the one with its id. */
  void put(MessageRow row) {
    var message = row.message();
    messages.get(message.id()).ifPresent(old -> of(old.message().session()).remove(old));
    messages.put(message.id(), row);
    of(message.session()).add(row);
  }
}
