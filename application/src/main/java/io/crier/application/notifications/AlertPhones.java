package io.crier.application.notifications;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.phones.ChooseSender;
import io.crier.application.phones.RerouteMessages;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Turns waiting notifications into messages of the sessions that send alerts, in one unit of work,
 * so that none is sent twice or lost; several nodes may do so at once.
 */
public final class AlertPhones {

  private static final Logger LOG = System.getLogger(AlertPhones.class.getName());
  private static final int MOST = 200;
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Notifications notifications;
  private final ChooseSender chooseSender;
  private final QueueMessages queueMessages;
  private final RerouteMessages rerouteMessages;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final Batcher<Boolean> rounds;

  /** Accounts without a usable sender, and until when they are skipped. */
  private final Map<AccountId, Instant> passedOver = new HashMap<>();

  private int most = MOST;
  private Instant nextReroute = Instant.MIN;
  private volatile boolean stopped = true;

  public AlertPhones(
      Notifications notifications,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      RerouteMessages rerouteMessages,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    this.notifications = notifications;
    this.chooseSender = chooseSender;
    this.queueMessages = queueMessages;
    this.rerouteMessages = rerouteMessages;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
    this.rounds =
        new Batcher<>(clockwork::run, Integer.MAX_VALUE, Integer.MAX_VALUE, wakes -> round());
  }

  /** Starts polling for notifications that other nodes have left waiting. */
  public void start() {
    stopped = false;
    sweep();
  }

  /** Stops creating messages. */
  public void stop() {
    stopped = true;
  }

  /** Call this when there may be waiting notifications. */
  public void wake() {
    if (!stopped) {
      rounds.offer(true);
    }
  }

  private void sweep() {
    wake();
    if (!stopped) {
      clockwork.signalAfter(SWEEP, this::sweep);
    }
  }

  private void round() {
    var now = clockwork.now();
    passedOver.values().removeIf(until -> !until.isAfter(now));
    rerouteMessages(now);
    var more = true;
    while (more && !stopped) {
      var batch = new Batch();
      try {
        var kept = unitOfWork.execute(() -> handOver(batch, clockwork.now()));
        queueMessages.enqueue(kept);
        most = Math.min(MOST, most * 2);
        batch.withoutSender.forEach(this::passOver);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "alerts could not be handed over; trying again", e);
        queueMessages.doubt(batch.messages);
        divide(batch);
      }
      more = !batch.alerts.isEmpty();
    }
  }

  private void rerouteMessages(Instant now) {
    if (now.isBefore(nextReroute)) {
      return;
    }
    nextReroute = now.plus(PAUSE);
    try {
      rerouteMessages.reroute();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "alerts stay with senders that cannot send; trying again", e);
    }
  }

  /** The state of a unit of work, also if it fails. */
  private static final class Batch {
    List<Alert> alerts = List.of();
    List<Message> messages = List.of();
    Set<AccountId> withoutSender = Set.of();
  }

  private List<Message> handOver(Batch batch, Instant now) {
    batch.alerts = notifications.waiting(Set.copyOf(passedOver.keySet()), most);
    if (batch.alerts.isEmpty()) {
      return List.of();
    }
    var senders =
        chooseSender.choose(
            batch.alerts.stream()
                .collect(groupingBy(Alert::account, mapping(Alert::phone, toList()))));
    batch.messages = new ArrayList<>();
    batch.withoutSender = new HashSet<>();
    for (var alert : batch.alerts) {
      var sender = senders.get(alert.account()).get(alert.phone());
      if (sender == null) {
        batch.withoutSender.add(alert.account());
      } else {
        batch.messages.add(message(alert, sender, now));
      }
    }
    var kept = queueMessages.keep(batch.messages);
    notifications.handedOver(
        kept.stream().map(message -> new NotificationId(message.id().value())).toList());
    return kept;
  }

  private Message message(Alert alert, SessionId sender, Instant now) {
    var handling =
        new Handling(Priority.ALERT, alert.test(), Optional.empty(), Optional.of(alert.about()));
    return Message.accept(
        new MessageId(alert.id().value()),
        alert.account(),
        sender,
        new Recipient.Phone(alert.phone()),
        new Content.Text(alert.text()),
        handling,
        alert.test() ? WhatsAppId.simulated(random) : WhatsAppId.next(random),
        now);
  }

  /** An alert that cannot be stored must not block the others: bisection isolates it. */
  private void divide(Batch batch) {
    if (batch.alerts.size() == 1) {
      passOver(batch.alerts.getFirst().account());
    }
    most = Math.max(1, batch.alerts.size() / 2);
  }

  private void passOver(AccountId account) {
    passedOver.put(account, clockwork.now().plus(PAUSE));
  }
}
