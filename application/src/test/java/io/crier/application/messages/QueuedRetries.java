package io.crier.application.messages;

import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which messages of a queue in memory wait for a retry, or behind one. */
final class QueuedRetries {

  private QueuedRetries() {}

  static Stream<MessageRow> ready(List<MessageRow> queue, Instant now) {
    var waiting = until(queue, now);
    return queue.stream().filter(row -> !waiting.containsKey(row.message().id()));
  }

  static Optional<Instant> next(List<MessageRow> queue, Instant now) {
    return queue.stream().flatMap(row -> retry(row, now).stream()).min(Comparator.naturalOrder());
  }

  /** Until when each of those wait. */
  static Map<MessageId, Instant> until(List<MessageRow> queue, Instant now) {
    var ofRecipient = new HashMap<Recipient, Instant>();
    var ofMessage = new HashMap<MessageId, Instant>();
    for (var row : queue) {
      var message = row.message();
      retry(row, now)
          .ifPresent(
              at ->
                  ofRecipient.merge(
                      message.peer(), at, (one, other) -> one.isAfter(other) ? one : other));
      Optional.ofNullable(ofRecipient.get(message.peer()))
          .ifPresent(at -> ofMessage.put(message.id(), at));
    }
    return ofMessage;
  }

  static int ahead(List<MessageRow> queue, MessageRow row, Instant now) {
    var waiting = until(queue, now);
    return (int)
        queue.stream()
            .takeWhile(other -> MessageRow.IN_QUEUE.compare(other, row) < 0)
            .filter(
                other ->
                    !waiting.containsKey(other.message().id())
                        || other.message().peer().equals(row.message().peer()))
            .count();
  }

  private static Optional<Instant> retry(MessageRow row, Instant now) {
    return row.message().progress().retryAt().filter(now::isBefore);
  }
}
