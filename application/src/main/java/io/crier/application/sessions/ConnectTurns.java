package io.crier.application.sessions;

import io.crier.domain.sessions.EngineName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * When a node may connect its sessions: those of one engine are spaced, however many it takes over
 * at once, and those of different engines do not wait for each other.
 */
public final class ConnectTurns {

  private final ToIntFunction<EngineName> perSecond;
  private final Map<EngineName, Instant> next = new HashMap<>();

  /**
   * @param perSecond the maximum rate of an engine, at least 1
   */
  public ConnectTurns(ToIntFunction<EngineName> perSecond) {
    this.perSecond = perSecond;
  }

  synchronized Instant next(EngineName engine, Instant now) {
    var free = next.getOrDefault(engine, now);
    var turn = free.isAfter(now) ? free : now;
    next.put(engine, turn.plus(Duration.ofSeconds(1).dividedBy(perSecond.applyAsInt(engine))));
    return turn;
  }
}
