package io.crier.application.queue;

import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How many messages a lane has queued, and the first of those that wait for no retry. Guarded by
 * its lane.
 */
final class LaneHeads {

  static final int BUFFERED = 10;

  private final ArrayDeque<Message> heads = new ArrayDeque<>();
  private int queued;
  private long added;

  /** Whether the heads may no longer be the first messages of the queue. */
  private boolean stale;

  /** When the first of the messages that wait for a retry is among the heads again. */
  private Optional<Instant> nextRetry = Optional.empty();

  int queued() {
    return queued;
  }

  /** How many were ever added: shows whether any arrived while the queue was being read. */
  long added() {
    return added;
  }

  Optional<Instant> nextRetry() {
    return nextRetry;
  }

  Optional<Message> first() {
    return Optional.ofNullable(heads.peek());
  }

  boolean needReading(Instant now) {
    return stale || heads.isEmpty() || nextRetry.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** Continues with messages that waited before any was added. */
  void resume(int waiting, List<Message> first, Optional<Instant> retry) {
    queued = waiting + (int) added;
    fill(first, retry, 0);
  }

  /** Sets the heads, read after this many messages had been added. */
  void fill(List<Message> first, Optional<Instant> retry, long addedBefore) {
    heads.clear();
    heads.addAll(first.subList(0, Math.min(first.size(), BUFFERED)));
    nextRetry = retry;
    stale = added != addedBefore;
  }

  void add(Message message) {
    var complete = !stale && heads.size() == queued;
    queued++;
    added++;
    if (nextRetry.isPresent()) {
      // Only the database knows whether it is behind a message that waits for a retry.
      stale = true;
    } else if (heads.stream().noneMatch(head -> head.id().equals(message.id()))) {
      insert(message, complete);
    }
  }

  /** Inserts a message such that the heads remain a gapless prefix of the queue. */
  private void insert(Message message, boolean complete) {
    var behind = new ArrayDeque<Message>();
    while (!heads.isEmpty() && message.priority().compareTo(heads.peekLast().priority()) < 0) {
      behind.push(heads.pollLast());
    }
    if (complete || !behind.isEmpty()) {
      heads.add(message);
    }
    heads.addAll(behind);
    while (heads.size() > BUFFERED) {
      heads.pollLast();
    }
  }

  /** Counts messages that joined the queue at any position. */
  void addBetween(int more) {
    queued += more;
    added += more;
    stale = true;
  }

  /** A message among those that were added waits for a retry until then. */
  void retryAt(Instant at) {
    nextRetry = Optional.of(nextRetry.filter(at::isAfter).orElse(at));
  }

  void forget() {
    stale = true;
  }

  void take(MessageId id) {
    queued--;
    heads.removeIf(head -> head.id().equals(id));
  }

  /** Removes messages; returns whether all of them are known to have been counted here. */
  boolean remove(Collection<MessageId> ids) {
    var before = heads.size();
    heads.removeIf(message -> ids.contains(message.id()));
    var removed = before - heads.size();
    queued -= removed;
    return removed == ids.size();
  }

  /** Sets the count of a queue that was read after this many messages had been added. */
  void recount(int waiting, long addedBefore) {
    queued = waiting + (int) (added - addedBefore);
    heads.clear();
  }
}
