package io.crier.whatsapp.simulator;

import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.READ;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reports receipts to a device for the messages in its ledger: delivered, and later read. */
final class Receipts {

  /** The maximum number of messages that are acknowledged again after a session reconnects. */
  private static final int MAX_REPEATED = 1_000;

  private final Network network;
  private final Scheduler scheduler;
  private final Consumer<Runnable> mailbox;
  private final BooleanSupplier connected;
  private final Function<Recipient, List<Recipient>> others;
  private final Consumer<Event> events;
  private final Stage delivered = new Stage(DELIVERED, Duration.ofMillis(50));
  private final Stage read = new Stage(READ, Duration.ofMillis(150));

  /**
   * @param mailbox runs the work of the device, one task at a time
   * @param others the members of a group but the session itself; empty if it is unknown
   * @param connected whether the device can receive receipts now
   */
  Receipts(
      Network network,
      Scheduler scheduler,
      Consumer<Runnable> mailbox,
      BooleanSupplier connected,
      Function<Recipient, List<Recipient>> others,
      Consumer<Event> events) {
    this.network = network;
    this.scheduler = scheduler;
    this.mailbox = mailbox;
    this.connected = connected;
    this.others = others;
    this.events = events;
  }

  /** Continues where the receipts of the previous device ended. */
  void continueAfter(Receipts previous) {
    delivered.reported = previous.delivered.reported;
    read.reported = previous.read.reported;
  }

  /**
   * Repeats recent receipts, as WhatsApp does when a device reconnects, so that it learns the
   * outcome of sends before a crash.
   */
  void catchUp() {
    var ledger = network.ledger();
    var start = ledger.startOfLast(MAX_REPEATED);
    delivered.skipTo(start);
    read.skipTo(start);
    schedule(ledger.end());
  }

  /** Schedules the receipts of everything up to this position in the ledger. */
  void schedule(long end) {
    delivered.schedule(end);
    read.schedule(end);
  }

  /** One kind of receipt. */
  private final class Stage {

    private final MessageStatus reached;
    private final Duration delay;

    /** The position in the ledger up to which receipts were reported since the server started. */
    private volatile long reported;

    Stage(MessageStatus reached, Duration delay) {
      this.reached = reached;
      this.delay = delay;
    }

    void skipTo(long position) {
      reported = Math.max(reported, position);
    }

    void schedule(long end) {
      scheduler.after(delay, () -> mailbox.accept(() -> report(end)));
    }

    private void report(long end) {
      if (reported >= end || !connected.getAsBoolean() || !network.faults().receipts()) {
        return;
      }
      try {
        reported = network.ledger().read(reported, end, this::report);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void report(byte[] line) throws IOException {
      var entry = Ledger.Entry.parse(line);
      var id = new WhatsAppId(entry.id());
      var to = Recipient.parseAny(entry.to());
      if (to instanceof Recipient.Channel) {
        return;
      }
      var members =
          entry.audience() == null
              ? others.apply(to)
              : entry.audience().stream().map(Recipient::parse).toList();
      if (members.isEmpty()) {
        events.accept(new Event.Receipt(id, reached, scheduler.now()));
      }
      for (var member : members) {
        events.accept(new Event.Receipt(id, reached, Optional.of(member), scheduler.now()));
      }
    }
  }
}
