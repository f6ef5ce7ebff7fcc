package io.crier.whatsapp.simulator;

import io.crier.application.Actor;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.EnginesConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;

/** The sessions whose other side an admin may play; none if this server has no simulator. */
@ApplicationScoped
public class SimulatedSessions {

  @Inject FindSessions findSessions;
  @Inject EnginesConfiguration engines;

  SessionId find(SecurityContext caller, UUID id) {
    if (!engines.isEnabled(EngineName.SIMULATOR)) {
      throw new NotFoundException();
    }
    var actor = (Actor) caller.getUserPrincipal();
    actor.require(Role.ADMIN);
    return findSessions.find(actor, new SessionId(id)).id();
  }
}
