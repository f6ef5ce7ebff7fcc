package io.crier.application.messages;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Lease;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.Wanted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Sends of which nobody knows whether they reached WhatsApp. A receipt may tell; if none comes, the
 * message is sent again under the same id, or given up, as its account wishes.
 */
final class DoubtfulSends {

  private static final Logger LOG = System.getLogger(DoubtfulSends.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Contacts contacts;
  private final RecordSends recordSends;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final Clockwork clockwork;
  private final Duration patience;
  private final Consumer<ClaimMessages.Choice> repeat;
  private final Consumer<Lane> goOn;
  private final Map<MessageId, Doubt> doubts = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  private record Doubt(Lane lane, Message message) {}

  /**
   * @param patience how long a receipt is waited for
   * @param repeat sends a message once more
   * @param goOn lets a lane take its next message
   */
  DoubtfulSends(
      Contacts contacts,
      RecordSends recordSends,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      Duration patience,
      Consumer<ClaimMessages.Choice> repeat,
      Consumer<Lane> goOn) {
    this.contacts = contacts;
    this.recordSends = recordSends;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.clockwork = clockwork;
    this.patience = patience;
    this.repeat = repeat;
    this.goOn = goOn;
  }

  int count() {
    return doubts.size();
  }

  void stop() {
    stopping = true;
  }

  /** Nobody knows whether the message was sent; its lane takes no other until that is settled. */
  void add(Lane lane, Message message) {
    lane.doubt();
    doubts.put(message.id(), new Doubt(lane, message));
    decideAt(clockwork.now().plus(patience), message.id());
  }

  /** A receipt has told that it was sent. */
  void wasSent(MessageId id) {
    var doubt = doubts.remove(id);
    if (doubt != null) {
      goOn.accept(doubt.lane());
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
    if (doubt.lane().isGone()) {
      doubts.remove(id, doubt);
      return;
    }
    var earliest = decidable(doubt, clockwork.now());
    if (earliest.isAfter(clockwork.now())) {
      decideAt(earliest, id);
      return;
    }
    var message = doubt.message();
    var lane = doubt.lane();
    Optional<Message> decision;
    Optional<Contact> contact;
    try {
      contact = unitOfWork.execute(() -> contacts.find(message.session(), message.peer()));
      decision = recordSends.decide(lease.node(), lane.epoch, message, clockwork.now());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a send in doubt could not be decided; trying again", e);
      decideAt(clockwork.now().plus(RETRY), id);
      return;
    }
    if (!doubts.remove(id, doubt)) {
      // A receipt came in between, and with it the lane went on.
      return;
    }
    decision.ifPresentOrElse(
        again -> repeat.accept(new ClaimMessages.Choice(lane, again, contact)),
        () -> goOn.accept(lane));
  }

  /** Only a connection can bring the receipt: while one is wanted, it gets its time. */
  private Instant decidable(Doubt doubt, Instant now) {
    var session = doubt.lane().session();
    if (doubt.message().handling().test() || session.wanted() == Wanted.OFF) {
      return now;
    }
    if (session.paused()) {
      return now.plus(patience);
    }
    return doubt.lane().connectedSince().orElse(now.plusMillis(1)).plus(patience);
  }
}
