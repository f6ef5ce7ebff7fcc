package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the server is made to misbehave. */
public final class ServerFaults {

  /** The error that messages to a recipient are rejected with. */
  final Map<String, Integer> refused = new HashMap<>();

  /** Until when a number may only write to people that it has exchanged messages with. */
  final Map<String, Instant> restricted = new HashMap<>();

  final Set<String> banned = new HashSet<>();
  boolean pairingCodesRefused;
  boolean unreachable;

  /** What clients say they have received does not arrive. */
  volatile boolean receiptsLost;

  /** Messages to hidden ids are refused (400). */
  volatile boolean hiddenIdsRefused;

  volatile boolean logOutsRefused;

  /** Whom messages are refused to (479) until their keys are asked for again. */
  final Map<String, Integer> stale = new ConcurrentHashMap<>();

  Acks acks = Acks.GIVEN;

  /** Refuses messages that are addressed to a hidden id instead of a number. */
  public void refuseHiddenIds(boolean refused) {
    hiddenIdsRefused = refused;
  }

  /** Nothing that clients acknowledge arrives, until this is reset. */
  public void loseReceipts(boolean lost) {
    receiptsLost = lost;
  }

  /** Keeps devices linked that ask to be logged out. */
  public void refuseLogOuts() {
    logOutsRefused = true;
  }
}
