package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.OtherNodes;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends waiting messages, each session at its own pace and one message at a time. Each send is two
 * units of work with the state {@code sending} between them: claim, submit, record.
 */
public final class SendQueue {

  private static final Logger LOG = System.getLogger(SendQueue.class.getName());
  private static final int MOST = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STALLED = Duration.ofSeconds(10);

  private final Lanes lanes;
  private final ClaimMessages claimMessages;
  private final SubmitMessage submitMessage;
  private final OtherNodes otherNodes;
  private final Lease lease;
  private final Clockwork clockwork;
  private final DoubtfulSends doubts;
  private final RetryingBatcher<RecordSends.Ended, List<RecordSends.Settled>> ends;
  private volatile Instant lastMove;
  private volatile boolean stopping;

  /**
   * @param doubtWait how long to wait for a receipt before a send in doubt is resolved
   */
  public SendQueue(
      Lanes lanes,
      ClaimMessages claimMessages,
      SubmitMessage submitMessage,
      RecordSends recordSends,
      OtherNodes otherNodes,
      Lease lease,
      Clockwork clockwork,
      Duration doubtWait) {
    this.lanes = lanes;
    this.claimMessages = claimMessages;
    this.submitMessage = submitMessage;
    this.otherNodes = otherNodes;
    this.lease = lease;
    this.clockwork = clockwork;
    this.doubts =
        new DoubtfulSends(recordSends, lease, clockwork, doubtWait, this::submit, this::resume);
    this.ends =
        new RetryingBatcher<>(
            clockwork, "sends", batch -> recordSends.record(lease.node(), batch), this::settle);
    this.lastMove = clockwork.now();
    lanes.start(
        clockwork.<Lane>batcher("claiming messages", MOST, Integer.MAX_VALUE, this::claim)::offer);
  }

  /** Starts no further sends; those in progress complete. */
  public void stop() {
    stopping = true;
    lanes.stop();
    doubts.stop();
  }

  /** How many sends are in progress. */
  public long onTheirWay() {
    return lanes.busy() - doubts.count();
  }

  /** How many messages are queued in the sessions of this node. */
  public int waiting() {
    return lanes.waiting();
  }

  /** When the oldest message that is next in its queue was accepted. */
  public Optional<Instant> oldestWaiting() {
    return lanes.oldestWaiting();
  }

  /** The due time of the longest overdue lane: far in the past, if sending has stalled. */
  public Optional<Instant> oldestDue() {
    return lanes.oldestDue().map(due -> due.isAfter(lastMove) ? due : lastMove);
  }

  /** Whether messages are due, but none has progressed for ten seconds. */
  public boolean isStalled() {
    var stalled = clockwork.now().minus(STALLED);
    return oldestDue().filter(due -> due.isBefore(stalled)).isPresent();
  }

  /** The sessions whose next message has been due for longer than this, without any attempt. */
  public List<SessionId> stuck(Duration longest) {
    return lanes.stuck(longest);
  }

  // Claim

  private void claim(List<Lane> batch) {
    var now = clockwork.now();
    var ready =
        batch.stream()
            .distinct()
            .collect(Collectors.partitioningBy(lane -> lane.startClaiming(now)));
    ready.get(false).forEach(lanes::plan);
    var due = ready.get(true);
    if (due.isEmpty()) {
      return;
    }
    if (stopping || !lease.isValid()) {
      due.forEach(this::retry);
      return;
    }
    if (otherNodes.mayAct()) {
      // Only the database knows what they have put before the others.
      due.forEach(Lane::forget);
    }
    ClaimMessages.Claimed claimed;
    try {
      claimed = claimMessages.claim(lease.node(), due, now);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "no message could be claimed; trying again", e);
      due.forEach(Lane::doubtClaim);
      due.forEach(this::retry);
      return;
    }
    lastMove = now;
    var rest = new HashSet<>(due);
    for (var choice : claimed.sending()) {
      rest.remove(choice.lane());
      choice.lane().claimed(choice.message(), choice.reachesOut(), now);
      clockwork.run(() -> submit(choice));
    }
    claimed.parked().forEach(lanes::park);
    claimed.missed().forEach(this::correct);
    rest.removeAll(claimed.parked().keySet());
    rest.removeAll(claimed.missed().keySet());
    rest.forEach(lanes::release);
  }

  private void retry(Lane lane) {
    lanes.releaseFor(lane, RETRY);
  }

  private void correct(Lane lane, ClaimMessages.Queue queue) {
    // A message in flight was claimed for this lane, and counts, although its commit was not
    // noticed.
    queue.inFlight().ifPresent(message -> lane.claimed(message, true, clockwork.now()));
    lane.recount(queue.waiting(), queue.added());
    queue.inFlight().ifPresentOrElse(message -> doubt(lane, message), () -> retry(lane));
  }

  // Submit

  private void submit(ClaimMessages.Choice choice) {
    submitMessage.submit(choice, ends::offer);
  }

  // Record

  private void settle(List<RecordSends.Settled> recorded) {
    lastMove = clockwork.now();
    recorded.forEach(this::settle);
  }

  private void settle(RecordSends.Settled settled) {
    var ended = settled.ended();
    if (settled.next() == RecordSends.Next.DOUBT) {
      doubt(ended.lane(), ended.message());
      return;
    }
    settled.restricted().ifPresent(lanes::change);
    var lane = ended.lane();
    if (settled.mayConcernOthers()) {
      lane.fail(ended.message().id(), ended.at());
    } else if (settled.next() == RecordSends.Next.CONTINUE) {
      lane.succeed();
    }
    switch (settled.next()) {
      case RETURN -> {
        lane.stand(settled.until());
        lanes.resumeWithReturned(lane, ended.at(), Optional.empty());
      }
      case RETRY -> lanes.resumeWithReturned(lane, ended.at(), Optional.of(settled.until()));
      default -> lanes.resume(lane, ended.at());
    }
  }

  /** The outcome of the send is unknown; its lane waits until that is resolved. */
  void doubt(Lane lane, Message message) {
    doubts.add(lane, message);
  }

  /** A receipt proves that the message was sent. */
  void confirmSent(MessageId message) {
    doubts.confirmSent(message);
  }

  private void resume(Lane lane) {
    lanes.resume(lane, clockwork.now());
  }
}
