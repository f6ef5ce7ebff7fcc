package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In what ways the server is not as it should be. */
final class ServerFaults {

  /** The error that messages to a recipient are answered with. */
  final Map<String, Integer> refused = new HashMap<>();

  /** Until when a number may only write to people that it has written with before. */
  final Map<String, Instant> restricted = new HashMap<>();

  final Set<String> banned = new HashSet<>();
  boolean outdated;
  boolean unreachable;
  Acks acks = Acks.GIVEN;
}
