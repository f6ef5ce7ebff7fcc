package io.crier.application.profiles;

import static io.crier.domain.profiles.ProfileProblem.TOO_MANY_PROFILE_REQUESTS;

import io.crier.application.RateLimit;
import io.crier.domain.Refused;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;

/** Bounds how fast each session asks WhatsApp about profiles, or changes them. */
final class ProfileRate {

  private final RateLimit<SessionId> limit;

  private ProfileRate(Duration pause, int atOnce, InstantSource clock) {
    limit = new RateLimit<>(pause, atOnce, clock);
  }

  /** Thirty at once, then one every two seconds. */
  static ProfileRate ofReading(InstantSource clock) {
    return new ProfileRate(Duration.ofSeconds(2), 30, clock);
  }

  /** Ten at once, then one every six seconds. */
  static ProfileRate ofChanges(InstantSource clock) {
    return new ProfileRate(Duration.ofSeconds(6), 10, clock);
  }

  /** Refuses a request that comes too early. */
  void require(SessionId session) {
    limit
        .excess(session)
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_PROFILE_REQUESTS, excess);
            });
  }
}
