package io.crier.whatsapp.simulator;

import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with the pretended network of one session, until somebody changes it.
 *
 * @param offline whether the session cannot reach WhatsApp
 * @param delay how long each answer to a send takes
 * @param unknownNumbers who is not on WhatsApp
 * @param refuse whom nothing can be sent to, and why
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
