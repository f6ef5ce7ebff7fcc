package io.crier.whatsapp.simulator;

import io.crier.application.Actor;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.EnginesConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;

/** The sessions whose other side an admin may play, where they run; none without a simulator. */
@ApplicationScoped
public class SimulatedSessions {

  @Inject FindSessions findSessions;
  @Inject RunSessions runSessions;
  @Inject EnginesConfiguration engines;

  SessionId find(SecurityContext caller, UUID id) {
    if (!engines.isEnabled(EngineName.SIMULATOR)) {
      throw new NotFoundException();
    }
    var actor = (Actor) caller.getUserPrincipal();
    actor.require(Role.ADMIN);
    var session = findSessions.find(actor, new SessionId(id)).id();
    runSessions.requireHere(session);
    return session;
  }
}
