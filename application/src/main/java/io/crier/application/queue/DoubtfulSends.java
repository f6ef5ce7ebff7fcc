package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.sessions.Lease;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.DesiredState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends that may or may not have reached WhatsApp. A receipt proves that one did; without one, the
 * message is sent again under the same id or given up, depending on the account's setting.
 */
final class DoubtfulSends {

  private static final Logger LOG = System.getLogger(DoubtfulSends.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final RecordSends recordSends;
  private final Lease lease;
  private final Clockwork clockwork;
  private final Duration timeout;
  private final Consumer<ClaimMessages.Choice> repeat;
  private final Consumer<Lane> resume;
  private final Map<MessageId, Doubt> doubts = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  private record Doubt(Lane lane, Message message) {}

  /**
   * @param timeout how long to wait for a receipt
   * @param repeat sends a message once more
   * @param resume lets a lane send its next message
   */
  DoubtfulSends(
      RecordSends recordSends,
      Lease lease,
      Clockwork clockwork,
      Duration timeout,
      Consumer<ClaimMessages.Choice> repeat,
      Consumer<Lane> resume) {
    this.recordSends = recordSends;
    this.lease = lease;
    this.clockwork = clockwork;
    this.timeout = timeout;
    this.repeat = repeat;
    this.resume = resume;
  }

  int count() {
    return doubts.size();
  }

  void stop() {
    stopping = true;
  }

  /** Adds a send with an unknown outcome; its lane waits until that is resolved. */
  void add(Lane lane, Message message) {
    lane.doubt();
    doubts.put(message.id(), new Doubt(lane, message));
    decideAt(clockwork.now().plus(timeout), message.id());
  }

  /** A receipt proves that the message was sent. */
  void confirmSent(MessageId id) {
    var doubt = doubts.remove(id);
    if (doubt != null) {
      resume.accept(doubt.lane());
    }
  }

  private void decideAt(Instant when, MessageId id) {
    clockwork.at(when, () -> decide(id));
  }

  private void decide(MessageId id) {
    var doubt = doubts.get(id);
    if (doubt == null || stopping) {
      return;
    }
    var lane = doubt.lane();
    if (lane.isGone()) {
      doubts.remove(id, doubt);
      return;
    }
    var earliest = decidable(doubt, clockwork.now());
    if (earliest.isAfter(clockwork.now())) {
      decideAt(earliest, id);
      return;
    }
    Optional<ClaimMessages.Choice> again;
    try {
      again = recordSends.decide(lease.node(), lane, doubt.message(), clockwork.now());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a send in doubt could not be decided; trying again", e);
      decideAt(clockwork.now().plus(RETRY), id);
      return;
    }
    if (!doubts.remove(id, doubt)) {
      // A receipt arrived in the meantime, and the lane has resumed.
      return;
    }
    again.ifPresentOrElse(repeat, () -> resume.accept(lane));
  }

  /**
   * Receipts only arrive over a connection: while the session should be connected, wait for one.
   */
  private Instant decidable(Doubt doubt, Instant now) {
    var session = doubt.lane().session();
    if (doubt.message().handling().test() || session.connectivity().desired() == DesiredState.OFF) {
      return now;
    }
    if (session.sending().paused() || session.awaitsDecision()) {
      return now.plus(timeout);
    }
    return doubt.lane().connectedSince().orElse(now.plusMillis(1)).plus(timeout);
  }
}
