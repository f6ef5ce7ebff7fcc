package io.crier.application.sessions;

import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** What WhatsApp in memory answers to sends. */
final class InMemoryAnswers {

  private final InstantSource clock;
  private final Queue<Outcome> next = new ArrayDeque<>();
  private final Map<Recipient, Fault> refused = new HashMap<>();
  private final Set<PhoneNumber> absent = new HashSet<>();
  private final Set<Recipient> restricted = new HashSet<>();

  InMemoryAnswers(InstantSource clock) {
    this.clock = clock;
  }

  void add(Collection<Outcome> outcomes) {
    next.addAll(outcomes);
  }

  void refuse(PhoneNumber number, Fault fault) {
    refused.put(new Recipient.Phone(number), fault);
  }

  boolean isRefused(PhoneNumber number) {
    return refused.containsKey(new Recipient.Phone(number));
  }

  void forget(PhoneNumber number) {
    absent.add(number);
  }

  boolean isAbsent(PhoneNumber number) {
    return absent.contains(number);
  }

  /** Whether a message to them was ever blocked by the reach-out time-lock. */
  boolean wasRestricted(Recipient to) {
    return restricted.contains(to);
  }

  /** The result of a send to them. */
  Outcome of(WhatsAppId id, Recipient to) {
    var answer = next.isEmpty() ? usual(id, to) : next.poll();
    if (answer instanceof Outcome.Failed failed && failed.fault() == Fault.RESTRICTED) {
      restricted.add(to);
    }
    return answer;
  }

  private Outcome usual(WhatsAppId id, Recipient to) {
    if (to instanceof Recipient.Phone phone && absent.contains(phone.number())) {
      return failed(Fault.RECIPIENT_NOT_ON_WHATSAPP);
    }
    var fault = refused.get(to);
    return fault == null ? new Outcome.Sent(id) : failed(fault);
  }

  Outcome failed(Fault fault) {
    return new Outcome.Failed(
        fault,
        fault == Fault.RESTRICTED
            ? Optional.of(clock.instant().plusSeconds(60))
            : Optional.<Instant>empty());
  }
}
