package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ENGINE_NOT_FOR_TEST_KEYS;
import static io.crier.domain.sessions.SessionProblem.SESSION_NAME_TAKEN;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Creates a session and starts it, so that it can be linked at once. */
public final class CreateSession {

  private final Sessions sessions;
  private final Engines engines;
  private final RunSessions runSessions;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public CreateSession(
      Sessions sessions,
      Engines engines,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.sessions = sessions;
    this.engines = engines;
    this.runSessions = runSessions;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** The default pacing for sessions of this engine. */
  private Pacing usualPacing(EngineName engine) {
    return engines.get(engine).abilities().contains(Ability.NEEDS_PACING)
        ? Pacing.CAREFUL
        : Pacing.NONE;
  }

  /**
   * Creates a session for an actor who is not limited to certain sessions.
   *
   * @param pacing makes the new session's pacing out of the engine's default
   */
  public Session create(
      Actor actor,
      String name,
      EngineName engine,
      Map<String, String> settings,
      UnaryOperator<Pacing> pacing) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    if (actor.test() && !engine.equals(EngineName.SIMULATOR)) {
      throw new Refused(ENGINE_NOT_FOR_TEST_KEYS);
    }
    var now = clock.instant();
    var session =
        Session.create(account, name, engine, settings, pacing.apply(usualPacing(engine)), now);
    engines.requireFit(engine, settings);
    unitOfWork.run(
        () -> {
          if (sessions.isNameTaken(account, name)) {
            throw new Refused(SESSION_NAME_TAKEN);
          }
          sessions.save(session);
          events.publish(ChangeSession.statusChanged(session, now));
        });
    runSessions.takeOver();
    return runSessions.known(session.id()).orElse(session);
  }
}
