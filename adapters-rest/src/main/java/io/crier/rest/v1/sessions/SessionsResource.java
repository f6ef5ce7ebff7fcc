package io.crier.rest.v1.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Messages;
import io.crier.application.queue.DecideQueue;
import io.crier.application.queue.DeleteSession;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.CreateSession;
import io.crier.application.sessions.Engines;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.LinkSession;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.QueueDecision;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.door.QrImage;
import io.crier.rest.door.Query;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The WhatsApp identities of an account. */
@Path("/v1/sessions")
@Tag(name = "Sessions", description = "WhatsApp identities: create, link and control them")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SessionsResource {

  private static final String LIST = "sessions";
  private static final String PNG = "image/png";
  private static final String SVG = "image/svg+xml";
  private static final List<MediaType> QR_FORMS =
      List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(PNG), MediaType.valueOf(SVG));

  @Inject CreateSession createSession;
  @Inject FindSessions findSessions;
  @Inject ControlSession controlSession;
  @Inject LinkSession linkSession;
  @Inject DecideQueue decideQueue;
  @Inject DeleteSession deleteSession;
  @Inject FindMessages findMessages;
  @Inject Engines engines;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @POST
  @Idempotent
  @Creates("/v1/sessions/{id}")
  @Operation(
      operationId = "createSession",
      summary = "Create a session",
      description =
          "It starts at once and waits to be linked: fetch its QR code and scan it with WhatsApp.")
  @APIResponseSchema(
      value = SessionView.class,
      responseCode = "201",
      responseDescription = "The new session")
  @APIResponse(
      responseCode = "400",
      description = "invalid_session_name, invalid_pacing or invalid_settings")
  @APIResponse(responseCode = "409", description = "session_name_taken")
  @APIResponse(responseCode = "422", description = "unknown_engine or engine_not_for_test_keys")
  @APIResponse(responseCode = "501", description = "engine_unavailable, and why")
  public Response create(NewSession request) {
    var session =
        createSession.create(
            caller.actor(),
            request.name(),
            request.engineName(),
            request.settingsOrNone(),
            request::pacingOver);
    return Response.status(Response.Status.CREATED).entity(view(session)).build();
  }

  @GET
  @Operation(
      operationId = "listSessions",
      summary = "List the sessions that the key may use, newest first")
  public Page<SessionView> list(@BeanParam PageQuery query) {
    var after = query.after(cursors, LIST, SessionsResource::session);
    var found = findSessions.list(caller.actor(), after, query.limit());
    var health = findMessages.health(found.items());
    return Page.of(
        cursors,
        LIST,
        found,
        session -> session.id().value().toString(),
        session -> view(session, health));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSession", summary = "Show a session")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SessionView show(@PathParam("id") String id) {
    return view(findSessions.find(caller.actor(), session(id)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      operationId = "changeSession",
      summary = "Change the name, the pacing or the settings of a session")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = SessionChange.class)))
  @APIResponseSchema(value = SessionView.class, responseDescription = "The changed session")
  @APIResponse(
      responseCode = "400",
      description = "invalid_session_name, invalid_pacing or invalid_settings")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "session_name_taken")
  public SessionView change(@PathParam("id") String id, JsonNode changes) {
    return view(
        controlSession.change(
            caller.actor(), session(id), session -> SessionChange.apply(changes, session)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deleteSession",
      summary = "Delete a session",
      description =
          "The device is logged out, for which a stopped session connects once, and queued messages"
              + " are cancelled; its messages remain.")
  @APIResponse(responseCode = "204", description = "The session is deleted")
  @APIResponse(
      responseCode = "200",
      description =
          "The session is deleted, but WhatsApp could not be told: lastError is device_remains, and"
              + " the device has to be removed on the phone",
      content = @Content(schema = @Schema(implementation = SessionView.class)))
  @APIResponse(responseCode = "404", description = "session_not_found")
  public CompletionStage<Response> delete(@PathParam("id") String id) {
    return deleteSession
        .delete(caller.actor(), session(id))
        .thenApply(
            deleted ->
                deleted.connectivity().lastError().isPresent()
                    ? Response.ok(view(deleted)).build()
                    : Response.noContent().build());
  }

  @POST
  @Path("/{id}/start")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "startSession",
      summary = "Start a session: connect it and keep it connected")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "403", description = "session_disabled")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "501", description = "engine_unavailable, and why")
  @APIResponse(responseCode = "409", description = "queue_of_other_number")
  public SessionView start(
      @PathParam("id") String id,
      @Parameter(
              description = "what becomes of messages that were accepted for another number",
              schema = @Schema(implementation = QueueDecision.class))
          @QueryParam("queue")
          String queue) {
    decide(id, queue);
    return view(controlSession.start(caller.actor(), session(id)));
  }

  @POST
  @Path("/{id}/stop")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "stopSession",
      summary = "Stop a session: disconnect it but keep it linked")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SessionView stop(@PathParam("id") String id) {
    return view(controlSession.stop(caller.actor(), session(id)));
  }

  @POST
  @Path("/{id}/logout")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "logOutSession",
      summary = "Log a session out: it must be linked again before it can send")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public CompletionStage<SessionView> logOut(@PathParam("id") String id) {
    return linkSession.logOut(caller.actor(), session(id)).thenApply(this::view);
  }

  @POST
  @Path("/{id}/pause")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "pauseSession",
      summary = "Pause the queue of a session; it stays connected")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SessionView pause(@PathParam("id") String id) {
    return view(controlSession.pause(caller.actor(), session(id)));
  }

  @POST
  @Path("/{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "resumeSession", summary = "Resume the queue of a session")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "queue_of_other_number")
  public SessionView resume(
      @PathParam("id") String id,
      @Parameter(
              description = "what becomes of messages that were accepted for another number",
              schema = @Schema(implementation = QueueDecision.class))
          @QueryParam("queue")
          String queue) {
    decide(id, queue);
    return view(controlSession.resume(caller.actor(), session(id)));
  }

  @GET
  @Path("/{id}/qr")
  @Produces({MediaType.APPLICATION_JSON, PNG, SVG})
  @Operation(
      operationId = "getSessionQr",
      summary = "Get the QR code that links a session when scanned with WhatsApp",
      description =
          "Returns JSON with the text, or an image of exactly that text, depending on the Accept"
              + " header. A new code replaces it when it expires.")
  @APIResponse(
      responseCode = "200",
      description = "The current code",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QrView.class)),
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "406", description = "not_acceptable")
  @APIResponse(responseCode = "409", description = "qr_not_ready or already_linked")
  @APIResponse(responseCode = "501", description = "linking_unsupported")
  public CompletionStage<Response> qr(@PathParam("id") String id, @Context HttpHeaders headers) {
    var form = Negotiation.preferred(headers.getAcceptableMediaTypes(), QR_FORMS);
    return linkSession
        .qr(caller.actor(), session(id))
        .thenApply(
            qr ->
                switch (form.toString()) {
                  case PNG -> secret(new QrImage(qr.value()).png(), form);
                  case SVG -> secret(new QrImage(qr.value()).svg(), form);
                  default -> secret(new QrView(qr.value(), qr.expiresAt()), form);
                });
  }

  @POST
  @Path("/{id}/pairing-code")
  @Operation(
      operationId = "requestPairingCode",
      summary =
          "Get a pairing code to type into WhatsApp on the phone, as an alternative to the QR code")
  @APIResponseSchema(value = PairingView.class, responseDescription = "The code to type")
  @APIResponse(responseCode = "400", description = "invalid_phone_number")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(
      responseCode = "409",
      description = "qr_not_ready, pairing_code_refused or already_linked")
  @APIResponse(responseCode = "501", description = "linking_unsupported")
  public CompletionStage<Response> pair(@PathParam("id") String id, PairRequest request) {
    return linkSession
        .code(caller.actor(), session(id), PhoneNumber.parse(request.phone()))
        .thenApply(
            code ->
                secret(
                    new PairingView(code.value(), code.expiresAt()),
                    MediaType.APPLICATION_JSON_TYPE));
  }

  private void decide(String id, String queue) {
    Query.oneOf(QueueDecision.class, "queue", queue)
        .ifPresent(decision -> decideQueue.decide(caller.actor(), session(id), decision));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private SessionView view(Session session) {
    return view(session, findMessages.health(List.of(session)));
  }

  private SessionView view(Session session, Map<SessionId, Messages.QueueHealth> health) {
    return SessionView.of(session, engines.shown(session), health.get(session.id()));
  }

  /** Not cached: anyone who sees the code can take over the session. */
  private static Response secret(Object content, MediaType type) {
    return Response.ok(content, type)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  /** The text of a QR code. */
  @Schema(name = "QrCode")
  public record QrView(
      @Schema(
              required = true,
              description = "the text that the QR code encodes",
              examples = "2@Hb3v,kT9w,1")
          String value,
      @Schema(required = true) Instant expiresAt) {}

  /** The phone to link. */
  @Schema(name = "RequestPairingCode")
  public record PairRequest(@Schema(required = true, examples = "+966501234567") String phone) {}

  /** A pairing code. */
  @Schema(name = "PairingCode")
  public record PairingView(
      @Schema(required = true, examples = "K7Q2-M9XD") String code,
      @Schema(required = true) Instant expiresAt) {}
}
