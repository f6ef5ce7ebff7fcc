package io.crier.whatsapp.simulator;

import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest calls on the simulated network of one session, until a restart. */
final class CallBook {

  private static final Duration RINGING = Duration.ofMinutes(1);
  private static final int MOST = 100;

  private final Map<CallId, Entry> calls = new LinkedHashMap<>();

  enum Outcome {
    RINGING,
    REJECTED,
    MISSED
  }

  /** A call, and what has become of it. */
  record Entry(Call call, Instant at, Outcome outcome) {}

  synchronized void ring(Call call, Instant now) {
    if (calls.size() >= MOST) {
      calls.remove(calls.keySet().iterator().next());
    }
    calls.put(call.id(), new Entry(call, now, Outcome.RINGING));
  }

  /** Returns whether it was still ringing. */
  synchronized boolean reject(CallId id, Instant now) {
    var entry = calls.get(id);
    var rings = entry != null && at(entry, now).outcome() == Outcome.RINGING;
    if (rings) {
      calls.put(id, new Entry(entry.call(), entry.at(), Outcome.REJECTED));
    }
    return rings;
  }

  /** The oldest first. */
  synchronized List<Entry> all(Instant now) {
    return new ArrayList<>(calls.values()).stream().map(entry -> at(entry, now)).toList();
  }

  private static Entry at(Entry entry, Instant now) {
    return entry.outcome() == Outcome.RINGING && !now.isBefore(entry.at().plus(RINGING))
        ? new Entry(entry.call(), entry.at(), Outcome.MISSED)
        : entry;
  }
}
