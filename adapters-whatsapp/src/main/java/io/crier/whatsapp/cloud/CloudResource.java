package io.crier.whatsapp.cloud;

import static jakarta.ws.rs.core.MediaType.TEXT_PLAIN;

import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Signature;
import io.crier.whatsapp.WebhookEndpoint;
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

/** Meta's webhook. */
@Path("/engines/cloud/{session}")
@RequestScoped
public class CloudResource {

  @Inject CloudWhatsApp cloud;
  @Inject WebhookEndpoint webhook;

  @PathParam("session")
  UUID session;

  /** Confirms the webhook's address to Meta. */
  @GET
  @PermitAll
  @Produces(TEXT_PLAIN)
  @Operation(hidden = true)
  public Response verify(
      @QueryParam("hub.mode") String mode,
      @QueryParam("hub.verify_token") String token,
      @QueryParam("hub.challenge") String challenge) {
    var expected =
        webhook
            .settings(cloud, new SessionId(session))
            .map(it -> it.get(CloudSettings.VERIFY_TOKEN));
    if (expected.isEmpty()) {
      return Response.status(Status.NOT_FOUND).build();
    }
    if (!"subscribe".equals(mode)
        || token == null
        || challenge == null
        || !Signature.areEqual(token, expected.get())) {
      return Response.status(Status.FORBIDDEN).build();
    }
    return Response.ok(challenge).build();
  }

  @POST
  @PermitAll
  @Operation(hidden = true)
  public CompletionStage<Response> receive(
      @HeaderParam("X-Hub-Signature-256") String signature, InputStream body) throws IOException {
    return webhook.receive(cloud, new SessionId(session), signature, body);
  }
}
