package io.crier.rest.v1.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.Actor;
import io.crier.application.events.Published;
import io.crier.application.events.ReadEvents;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.rest.v1.media.MediaLinks;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One account's events as Server-Sent Events. It stores only its position in the outbox and reads
 * on once the client has taken the previous events, so a slow client costs no memory.
 */
public final class EventStream implements AutoCloseable {

  private static final Logger LOG = System.getLogger(EventStream.class.getName());
  private static final int BATCH = 100;
  private static final String GREETING = ": the position of this stream\nid: %d\nretry: 2000\n\n";
  private static final String HEARTBEAT = ":\nid: %d\n\n";

  private final ReadEvents readEvents;
  private final MediaLinks links;
  private final EventStreams.Intervals intervals;
  private final Actor actor;
  private final Predicate<Published> wanted;
  private final BooleanSupplier authorized;
  private final Consumer<EventStream> onClose;
  private final Semaphore wakes = new Semaphore(0);
  private long sequence;
  private long lastWrite;
  private long lastAuthorized;
  private volatile boolean closed;

  EventStream(
      ReadEvents readEvents,
      MediaLinks links,
      EventStreams.Intervals intervals,
      Actor actor,
      long sequence,
      Predicate<Published> wanted,
      BooleanSupplier authorized,
      Consumer<EventStream> onClose) {
    this.readEvents = readEvents;
    this.links = links;
    this.intervals = intervals;
    this.actor = actor;
    this.sequence = sequence;
    this.wanted = wanted;
    this.authorized = authorized;
    this.onClose = onClose;
  }

  /**
   * Writes events as they happen, until the client disconnects or loses its authorization, or the
   * server stops. Blocks its thread, which may be virtual.
   */
  public void write(OutputStream out) {
    lastAuthorized = System.nanoTime();
    try {
      sendPosition(out, GREETING);
      while (!closed && isAuthorized()) {
        if (!sendNext(out)) {
          awaitEvents();
        }
        sendHeartbeatIfDue(out);
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a client has disconnected from its event stream", gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "an event stream has failed; its client will reconnect", e);
    } finally {
      close();
    }
  }

  AccountId account() {
    return actor.accountId();
  }

  /** Wakes the stream, because there may be new events. */
  void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** Ends the stream, even if it was never written. */
  @Override
  public void close() {
    closed = true;
    wakes.release();
    onClose.accept(this);
  }

  /** Sends the next batch; returns whether there were any events. */
  private boolean sendNext(OutputStream out) throws IOException {
    var read = readEvents.after(actor, sequence, BATCH);
    for (var event : read.events()) {
      if (closed) {
        return true;
      }
      if (shouldSend(event)) {
        out.write(text(event));
        lastWrite = System.nanoTime();
      }
      sequence = event.sequence();
    }
    sequence = read.last();
    out.flush();
    return read.any();
  }

  /** A test event is only for the webhook under test. */
  private boolean shouldSend(Published event) {
    return event.event().type() != EventType.WEBHOOK_TEST && wanted.test(event);
  }

  private byte[] text(Published event) {
    var envelope = Envelope.of(event, links);
    return ("id: %d\nevent: %s\ndata: %s\n\n")
        .formatted(event.sequence(), envelope.type(), new String(envelope.json(), UTF_8))
        .getBytes(UTF_8);
  }

  private void awaitEvents() throws InterruptedException {
    var silent = System.nanoTime() - lastWrite;
    var wait = Math.min(intervals.poll().toNanos(), intervals.heartbeat().toNanos() - silent);
    if (wakes.tryAcquire(Math.max(wait, 0), TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
  }

  private void sendHeartbeatIfDue(OutputStream out) throws IOException {
    if (!closed && System.nanoTime() - lastWrite >= intervals.heartbeat().toNanos()) {
      sendPosition(out, HEARTBEAT);
    }
  }

  private boolean isAuthorized() {
    if (System.nanoTime() - lastAuthorized < intervals.authorization().toNanos()) {
      return true;
    }
    lastAuthorized = System.nanoTime();
    return authorized.getAsBoolean();
  }

  /**
   * Lets the client resume from here even if it has received no event yet. A block without data is
   * no event.
   */
  private void sendPosition(OutputStream out, String block) throws IOException {
    out.write(block.formatted(sequence).getBytes(UTF_8));
    out.flush();
    lastWrite = System.nanoTime();
  }
}
