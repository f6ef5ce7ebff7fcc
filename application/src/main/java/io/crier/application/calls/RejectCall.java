package io.crier.application.calls;

import static io.crier.domain.calls.CallProblem.CALLS_UNSUPPORTED;
import static io.crier.domain.calls.CallProblem.CALL_NOT_FOUND;
import static io.crier.domain.calls.CallProblem.CALL_REFUSED;
import static io.crier.domain.groups.GroupProblem.WHATSAPP_SILENT;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.RATE_LIMITED_BY_WHATSAPP;

import io.crier.application.Actor;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.calls.CallId;
import io.crier.domain.sessions.SessionId;

/** Rejects a call while it rings. */
public final class RejectCall {

  private final UseConnection useConnection;

  public RejectCall(UseConnection useConnection) {
    this.useConnection = useConnection;
  }

  public void reject(Actor actor, SessionId session, CallId call) {
    actor.require(Role.SEND);
    var calls =
        useConnection.require(
            actor, session, Ability.CALLS, Engine.Connection::calls, CALLS_UNSUPPORTED);
    switch (calls.reject(call)) {
      case DONE -> {}
      case NOT_RINGING -> throw new Refused(CALL_NOT_FOUND);
      case NOT_CONNECTED -> throw new Refused(NOT_CONNECTED);
      case RATE_LIMITED -> throw new Refused(RATE_LIMITED_BY_WHATSAPP);
      case NO_ANSWER -> throw new Refused(WHATSAPP_SILENT);
      case REFUSED -> throw new Refused(CALL_REFUSED);
    }
  }
}
