package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How the server is made to misbehave. */
final class ServerFaults {

  /** The error that messages to a recipient are rejected with. */
  final Map<String, Integer> refused = new HashMap<>();

  /** Until when a number may only write to people that it has exchanged messages with. */
  final Map<String, Instant> restricted = new HashMap<>();

  final Set<String> banned = new HashSet<>();
  boolean pairingCodesRefused;
  boolean unreachable;

  /** What clients say they have received does not arrive. */
  boolean receiptsLost;

  Acks acks = Acks.GIVEN;
}
