package io.crier.whatsapp.simulator;

import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The faults of one session's simulated network, until they are changed.
 *
 * @param offline whether the session cannot reach WhatsApp
 * @param delay how long the response to each send takes
 * @param unknownNumbers recipients that are not on WhatsApp
 * @param refuse recipients to whom sends fail, with the fault
 * @param engineCode the code that those sends fail with
 * @param receipts whether phones acknowledge messages
 * @param noDownloads whether files of messages to the session cannot be downloaded
 */
public record Faults(
    boolean offline,
    Duration delay,
    Set<Recipient> unknownNumbers,
    Map<Recipient, Fault> refuse,
    Optional<Integer> engineCode,
    boolean receipts,
    boolean noDownloads) {

  public static final Faults NONE =
      new Faults(false, Duration.ZERO, Set.of(), Map.of(), true, false);

  public Faults(
      boolean offline,
      Duration delay,
      Set<Recipient> unknownNumbers,
      Map<Recipient, Fault> refuse,
      boolean receipts,
      boolean noDownloads) {
    this(offline, delay, unknownNumbers, refuse, Optional.empty(), receipts, noDownloads);
  }

  public Faults {
    unknownNumbers = Set.copyOf(unknownNumbers);
    refuse = Map.copyOf(refuse);
  }
}
