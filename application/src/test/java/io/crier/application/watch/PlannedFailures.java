package io.crier.application.watch;

import io.crier.application.watch.PullSource.Reading;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How requests to X in memory are made to fail. */
final class PlannedFailures {

  private final Map<XUserId, Deque<Reading.Failed>> ofAuthors = new HashMap<>();
  private final Deque<Reading.Failed> ofAny = new ArrayDeque<>();
  private Optional<XFault> outage = Optional.empty();

  void failWith(XFault fault) {
    outage = Optional.of(fault);
  }

  /** Ends the outage; single failures remain planned. */
  void heal() {
    outage = Optional.empty();
  }

  void failOnce(XFault fault, Optional<Instant> until) {
    ofAny.add(new Reading.Failed(fault, until, Optional.empty()));
  }

  void failOnce(XUserId author, XFault fault) {
    ofAuthors.computeIfAbsent(author, id -> new ArrayDeque<>()).add(failed(fault));
  }

  /** Why every request fails, if it does. */
  Optional<XFault> outage() {
    return outage;
  }

  /** How the next request for this author fails, if it does. */
  Optional<Reading.Failed> next(XUserId author) {
    if (outage.isPresent()) {
      return outage.map(PlannedFailures::failed);
    }
    if (!ofAny.isEmpty()) {
      return Optional.of(ofAny.poll());
    }
    return Optional.ofNullable(ofAuthors.get(author)).map(Deque::poll);
  }

  /** How requests for an author fail whose posts are not visible. */
  static Optional<Reading.Failed> hiding(XAccount account) {
    return switch (account.state()) {
      case ACTIVE -> Optional.empty();
      case PROTECTED -> Optional.of(failed(XFault.PROTECTED));
      case SUSPENDED -> Optional.of(failed(XFault.SUSPENDED));
      case GONE -> Optional.of(failed(XFault.NOT_FOUND));
    };
  }

  static Reading.Failed failed(XFault fault) {
    return new Reading.Failed(fault, Optional.empty(), Optional.empty());
  }
}
