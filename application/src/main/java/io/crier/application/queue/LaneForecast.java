package io.crier.application.queue;

import static io.crier.domain.messages.HoldReason.RETRY;

import io.crier.domain.messages.Hold;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Forecast;
import io.crier.domain.sessions.Pacing;
import java.time.Instant;
import java.util.Optional;

/**
 * When the messages of a lane will be sent, if nothing changes.
 *
 * @param notBefore until when nothing is sent after failures
 * @param nextAt when the pause after the last send ends
 */
record LaneForecast(
    Pacing pacing, Instant notBefore, Instant nextAt, DailySends daily, Instant now) {

  /**
   * When this message will be sent behind this many others.
   *
   * @param retry until when it waits for its own retry, or for that of a message ahead of it
   */
  Instant estimate(Message message, int ahead, Optional<Hold> held, Optional<Instant> retry) {
    var unpaced = message.priority() == Priority.UNPACED;
    var own = later(now, later(notBefore, unpaced ? now : nextAt));
    var start =
        held.filter(hold -> hold.reason() != RETRY)
            .flatMap(Hold::until)
            .map(end -> later(end, own))
            .orElse(own);
    var turn = forecast(message, start, ahead);
    var isOwn = message.progress().retryAt().equals(retry);
    return retry
        .map(end -> later(turn, forecast(message, later(end, own), isOwn ? 0 : 1)))
        .orElse(turn);
  }

  private Instant forecast(Message message, Instant start, int ahead) {
    return new Forecast(pacing, start, daily.sentOn(start))
        .estimate(ahead, message.priority() == Priority.CODE);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
