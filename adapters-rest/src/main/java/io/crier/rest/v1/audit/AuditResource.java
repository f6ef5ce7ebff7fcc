package io.crier.rest.v1.audit;

import io.crier.application.audit.KeepAuditLog;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log of the caller's account. */
@Path("/v1/audit")
@Tag(name = "Account")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AuditResource {

  private static final String LIST = "audit";

  @Inject KeepAuditLog keepAuditLog;
  @Inject Caller caller;
  @Inject Cursors cursors;

  /** What somebody has done. */
  @Schema(name = "AuditEntry")
  public record View(
      @Schema(required = true, description = "its id") UUID id,
      @Schema(required = true, description = "when it happened") Instant at,
      @Schema(required = true, description = "who did it") By actor,
      @Schema(
              required = true,
              description =
                  "the operation, as in the OpenAPI document; signInFailed for a wrong password",
              examples = "issueApiKey")
          String action,
      @Schema(
              description = "the id of what was changed or created, if it has one",
              examples = "crl_4fZq91bT")
          String target,
      @Schema(required = true, description = "from where the request came", examples = "192.0.2.1")
          String address) {

    static View of(AuditEntry entry) {
      return new View(
          entry.id().value(),
          entry.at(),
          new By(entry.by().kind(), entry.by().id(), entry.by().name()),
          entry.action(),
          entry.target().orElse(null),
          entry.address());
    }
  }

  /** Who has done something. */
  @Schema(name = "AuditActor")
  public record By(
      @Schema(required = true, description = "what they are") AuditEntry.Kind kind,
      @Schema(
              required = true,
              description = "the id of the user, or the first characters of the API key",
              examples = "crl_4fZq91bT")
          String id,
      @Schema(required = true, description = "what they were called then", examples = "shop")
          String name) {}

  @GET
  @Operation(
      operationId = "listAuditEntries",
      summary = "List who has changed what, newest first",
      description =
          "Every change that was made through the API, and every attempt to sign in as a user. An"
              + " entry appears within a second or so.")
  public Page<View> list(@BeanParam PageQuery query) {
    var entries =
        keepAuditLog.list(
            caller.actor(),
            query.after(cursors, LIST, id -> new AuditId(UUID.fromString(id))),
            query.limit());
    return Page.of(cursors, LIST, entries, it -> it.id().value().toString(), View::of);
  }
}
