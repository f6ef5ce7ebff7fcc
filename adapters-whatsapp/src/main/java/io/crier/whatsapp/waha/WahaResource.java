package io.crier.whatsapp.waha;

import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.WebhookEndpoint;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** WAHA's webhook. */
@Path("/engines/waha/{session}")
@RequestScoped
public class WahaResource {

  @Inject WahaWhatsApp waha;
  @Inject WebhookEndpoint webhook;

  @PathParam("session")
  UUID session;

  @POST
  @PermitAll
  @Operation(hidden = true)
  public CompletionStage<Response> receive(
      @HeaderParam("X-Webhook-Hmac") String signature, InputStream body) throws IOException {
    return webhook.receive(waha, new SessionId(session), signature, body);
  }
}
