package io.crier.whatsapp.cloud;

import static jakarta.ws.rs.core.MediaType.TEXT_PLAIN;

import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Hooks;
import io.crier.whatsapp.Signature;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where Meta posts what happens to a number. */
@Path("/engines/cloud/{session}")
@RequestScoped
public class CloudResource {

  @Inject CloudWhatsApp cloud;
  @Inject Hooks hooks;

  @PathParam("session")
  UUID session;

  /** Meta asks whether it is meant to post here. */
  @GET
  @PermitAll
  @Produces(TEXT_PLAIN)
  @Operation(hidden = true)
  public Response verify(
      @QueryParam("hub.mode") String mode,
      @QueryParam("hub.verify_token") String token,
      @QueryParam("hub.challenge") String challenge) {
    var expected =
        hooks.settings(cloud, new SessionId(session)).map(it -> it.get(CloudSettings.VERIFY_TOKEN));
    if (expected.isEmpty()) {
      return Response.status(Status.NOT_FOUND).build();
    }
    if (!"subscribe".equals(mode)
        || token == null
        || challenge == null
        || !Signature.areSame(token, expected.get())) {
      return Response.status(Status.FORBIDDEN).build();
    }
    return Response.ok(challenge).build();
  }

  @POST
  @PermitAll
  @Operation(hidden = true)
  public CompletionStage<Response> receive(
      @HeaderParam("X-Hub-Signature-256") String signature, InputStream body) throws IOException {
    return hooks.receive(cloud, new SessionId(session), signature, body);
  }
}
