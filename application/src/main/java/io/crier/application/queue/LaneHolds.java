package io.crier.application.queue;

import static io.crier.domain.messages.HoldReason.DAILY_CAP;
import static io.crier.domain.messages.HoldReason.NEW_CONTACTS;
import static io.crier.domain.messages.HoldReason.NOT_CONNECTED;
import static io.crier.domain.messages.HoldReason.OTHER_NUMBER;
import static io.crier.domain.messages.HoldReason.PAUSED;
import static io.crier.domain.messages.HoldReason.QUIET_HOURS;
import static io.crier.domain.messages.HoldReason.RESTRICTED;
import static io.crier.domain.messages.HoldReason.RETRY;
import static io.crier.domain.messages.HoldReason.SESSION_DISABLED;

import io.crier.domain.messages.Hold;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/**
 * What holds the messages of a lane back, other than their turn.
 *
 * @param stands until when nothing is sent after failures
 */
record LaneHolds(
    Session session,
    boolean reachable,
    Optional<Instant> stands,
    boolean capReached,
    boolean mayReachOut,
    Instant now) {

  /** What holds this message back for longest. */
  Optional<Hold> hold(Message message, boolean reachesOut, Optional<Instant> retry) {
    if (session.connectivity().disabled()) {
      return Optional.of(Hold.untilChanged(SESSION_DISABLED));
    }
    if (session.awaitsDecision()) {
      return Optional.of(Hold.untilChanged(OTHER_NUMBER));
    }
    if (session.sending().paused()) {
      return Optional.of(Hold.untilChanged(PAUSED));
    }
    if (!reachable) {
      return Optional.of(Hold.untilChanged(NOT_CONNECTED));
    }
    var holds = new ArrayList<Hold>();
    stands.ifPresent(end -> holds.add(Hold.until(end, RETRY)));
    retry.ifPresent(end -> holds.add(Hold.until(end, RETRY)));
    if (capReached) {
      holds.add(Hold.until(DailySends.endOfDay(now), DAILY_CAP));
    }
    if (reachesOut && !mayReachOut) {
      holds.add(
          session
              .link()
              .restrictedUntil()
              .filter(now::isBefore)
              .map(end -> Hold.until(end, RESTRICTED))
              .orElseGet(() -> Hold.until(DailySends.endOfDay(now), NEW_CONTACTS)));
    }
    session
        .pacing()
        .quietHours()
        .filter(hours -> message.priority() != Priority.CODE)
        .map(hours -> hours.endFor(now))
        .filter(now::isBefore)
        .ifPresent(end -> holds.add(Hold.until(end, QUIET_HOURS)));
    return holds.stream().max(Comparator.comparing(hold -> hold.until().orElseThrow()));
  }
}
