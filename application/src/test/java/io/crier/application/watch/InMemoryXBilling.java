package io.crier.application.watch;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** What X charges: each post once a UTC day, while there is credit. */
final class InMemoryXBilling {

  private record Charge(LocalDate day, PostId post) {}

  private final InstantSource clock;
  private final Set<Charge> charges = new HashSet<>();
  private long credit = Long.MAX_VALUE;

  InMemoryXBilling(InstantSource clock) {
    this.clock = clock;
  }

  void credit(long left) {
    credit = left;
  }

  int count() {
    return charges.size();
  }

  /** Returns false if there is no credit left. */
  boolean charge(Post post) {
    var charge = new Charge(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), post.id());
    if (!charges.contains(charge)) {
      if (credit <= 0) {
        return false;
      }
      credit--;
      charges.add(charge);
    }
    return true;
  }
}
