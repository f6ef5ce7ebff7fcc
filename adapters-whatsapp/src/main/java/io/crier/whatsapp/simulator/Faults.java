package io.crier.whatsapp.simulator;

import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with the simulated network of one session, until it is changed.
 *
 * @param offline whether the session cannot reach WhatsApp
 * @param delay how long each answer to a send takes
 * @param unknownNumbers recipients that are not on WhatsApp
 * @param refuse recipients to whom sends fail, and the fault
 * @param receipts whether phones acknowledge what they get
 */
public record Faults(
    boolean offline,
    Duration delay,
    Set<Recipient> unknownNumbers,
    Map<Recipient, Fault> refuse,
    boolean receipts) {

  public static final Faults NONE = new Faults(false, Duration.ZERO, Set.of(), Map.of(), true);

  public Faults {
    unknownNumbers = Set.copyOf(unknownNumbers);
    refuse = Map.copyOf(refuse);
  }
}
