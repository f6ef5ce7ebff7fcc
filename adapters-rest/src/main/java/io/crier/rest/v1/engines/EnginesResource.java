package io.crier.rest.v1.engines;

import io.crier.application.sessions.ListEngines;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The ways to reach WhatsApp that a session can choose from. */
@Path("/v1/engines")
@Tag(name = "Engines", description = "Ways to reach WhatsApp, and what each of them can do")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class EnginesResource {

  @Inject ListEngines listEngines;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listEngines",
      summary = "List the engines of this server",
      description = "All of them, by name, with what each can do.")
  public Page<EngineView> list() {
    return new Page<>(listEngines.list(caller.actor()).stream().map(EngineView::of).toList(), null);
  }
}
