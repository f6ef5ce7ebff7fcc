package io.crier.whatsapp.simulator;

import static io.crier.domain.sessions.Fault.RATE_LIMITED;
import static io.crier.domain.sessions.Fault.RATE_LIMITED_BY_WHATSAPP;
import static io.crier.domain.sessions.Fault.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.Fault.RESTRICTED;
import static io.crier.domain.sessions.Fault.UNKNOWN_OUTCOME;

import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Sends the messages of a connected device over its network, subject to the network's faults. */
final class MessageSender {

  private static final Duration RESTRICTED_FOR = Duration.ofMinutes(1);

  private static final Set<Fault> TEMPORARY =
      Set.of(RESTRICTED, RATE_LIMITED, RATE_LIMITED_BY_WHATSAPP);

  private final Network network;
  private final Scheduler scheduler;
  private final Receipts receipts;
  private final Typing typing = new Typing();

  MessageSender(Network network, Scheduler scheduler, Receipts receipts) {
    this.network = network;
    this.scheduler = scheduler;
    this.receipts = receipts;
  }

  Outcome send(WhatsAppId id, Recipient to, Content content) {
    var faults = network.faults();
    var fault = faultOf(to, faults);
    if (fault.isPresent() && fault.get() != UNKNOWN_OUTCOME) {
      pause(faults.delay());
      return failed(fault.get());
    }
    var end = network.ledger().append(entry(id, to, content));
    var responded = pause(faults.delay());
    receipts.schedule(end);
    return responded && fault.isEmpty() ? new Outcome.Sent(id) : failed(UNKNOWN_OUTCOME);
  }

  void typing(Recipient to, boolean on) {
    if (on) {
      typing.start(to, scheduler.now());
    } else {
      typing.stop(to, scheduler.now());
    }
  }

  private Optional<Fault> faultOf(Recipient to, Faults faults) {
    return faults.unknownNumbers().contains(to)
        ? Optional.of(RECIPIENT_NOT_ON_WHATSAPP)
        : Optional.ofNullable(faults.refuse().get(to)).or(() -> network.channels().faultOf(to));
  }

  Outcome failed(Fault fault) {
    var isTemporary = TEMPORARY.contains(fault);
    return new Outcome.Failed(
        new Failure(fault, network.faults().engineCode()),
        isTemporary ? Optional.of(scheduler.now().plus(RESTRICTED_FOR)) : Optional.empty());
  }

  private Ledger.Entry entry(WhatsAppId id, Recipient to, Content content) {
    var media = content instanceof Content.Media it ? it : null;
    var now = scheduler.now();
    return new Ledger.Entry(
        id.value(),
        to.text(),
        content.type(),
        media == null ? content.text() : null,
        media == null ? null : media.caption().orElse(null),
        media == null ? null : media.file().sha256(),
        typing.take(to, now).toMillis(),
        now.toString(),
        content instanceof Change change ? change.target().whatsAppId().value() : null,
        MenuOption.of(content),
        orNull(content.context().envelope().forwarded()),
        orNull(media != null && media.viewOnce()),
        orNull(content.context().mentionsAll()),
        PagePreview.of(content),
        timer(to),
        audience(content));
  }

  private Integer timer(Recipient to) {
    var seconds = network.profiles().timer(to);
    return seconds == 0 ? null : seconds;
  }

  private static List<String> audience(Content content) {
    var people = content.context().audience();
    return people.isEmpty() ? null : people.stream().map(Recipient::text).toList();
  }

  private static Boolean orNull(boolean mark) {
    return mark ? true : null;
  }

  /** Returns false if the thread was interrupted, so that there is no response. */
  private boolean pause(Duration delay) {
    if (delay.isZero()) {
      return true;
    }
    var elapsed = new CountDownLatch(1);
    scheduler.after(delay, elapsed::countDown);
    try {
      elapsed.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
