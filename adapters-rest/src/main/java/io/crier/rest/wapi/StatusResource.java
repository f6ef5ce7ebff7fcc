package io.crier.rest.wapi;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Messages;
import io.crier.application.messages.ShowQueue;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.LinkSession;
import io.crier.application.sessions.ShowConnection;
import io.crier.domain.Refused;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.ChosenSession;
import io.crier.rest.door.QrImage;
import io.crier.rest.door.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** A session: its connection, its messages, and how to link it. */
@Path("/wapi/api")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatusResource {

  private static final String PNG = "image/png";
  private static final String SESSION =
      "the session that this is about; default: the only one, or the one named main";

  @Inject ShowConnection showConnection;
  @Inject ShowQueue showQueue;
  @Inject FindMessages findMessages;
  @Inject LinkSession linkSession;
  @Inject ControlSession controlSession;
  @Inject ChosenSession chosenSession;
  @Inject Caller caller;

  @GET
  @Path("/server-info")
  @Operation(
      operationId = "getWapiServer",
      summary = "Show the address of the API",
      description = "As this request has reached it.")
  @APIResponseSchema(value = ServerView.class, responseDescription = "The server")
  public Response server(@Context UriInfo uri) {
    return Envelope.ok(new ServerView("Crier", uri.getBaseUri().resolve("/wapi/api").toString()));
  }

  @GET
  @Path("/status")
  @Operation(
      operationId = "getWapiStatus",
      summary = "Show the connection and the queue",
      description = "All messages have been sent, or have failed, when pendingMessages is 0.")
  @APIResponseSchema(value = StatusView.class, responseDescription = "The status")
  public Response status(
      @Parameter(description = SESSION) @QueryParam("sessionId") String sessionId) {
    var actor = caller.actor();
    var session = chosenSession.of(sessionId);
    return Envelope.ok(
        StatusView.of(showConnection.show(actor, session), showQueue.progress(actor, session)));
  }

  @GET
  @Path("/messages")
  @Operation(
      operationId = "listWapiMessages",
      summary = "List messages",
      description = "Newest first; queued ones in the order in which they are sent.")
  @APIResponseSchema(value = MessageList.class, responseDescription = "The messages")
  public Response messages(
      @Parameter(
              description = "only messages with this status",
              schema = @Schema(implementation = MessageView.Status.class))
          @QueryParam("status")
          String status,
      @Parameter(
              description = "how many at most",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = SESSION) @QueryParam("sessionId") String sessionId) {
    var session = chosenSession.of(sessionId);
    var most = Query.limit(limit);
    var shown = messages(session, Query.oneOf(MessageView.Status.class, "status", status), most);
    return Envelope.ok(
        new MessageList(
            Counts.of(showQueue.counts(caller.actor(), session)),
            shown.stream().map(MessageView::listed).toList()));
  }

  private List<Message> messages(
      SessionId session, Optional<MessageView.Status> status, int limit) {
    if (status.filter(it -> it == MessageView.Status.QUEUED).isPresent()) {
      return showQueue.next(caller.actor(), session, limit).stream()
          .map(FindMessages.Found::message)
          .toList();
    }
    var filter =
        new Messages.Filter(
            Set.of(session),
            status.map(MessageView.Status::statuses).orElse(Set.of()),
            Optional.of(Direction.OUTBOUND),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    return findMessages.list(caller.actor(), filter, Optional.empty(), limit).items().stream()
        .map(FindMessages.Listed::message)
        .toList();
  }

  @GET
  @Path("/qr")
  @Produces({MediaType.APPLICATION_JSON, PNG})
  @Operation(
      operationId = "getWapiQr",
      summary = "Get the QR code that links the session",
      description = "Needs an admin key, as whoever scans it decides which number sends.")
  @APIResponse(
      responseCode = "200",
      description = "The current code",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = QrView.class)),
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public CompletionStage<Response> qr(
      @Parameter(
              description = "png for an image",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"json", "png"}))
          @QueryParam("format")
          String format,
      @Parameter(description = SESSION) @QueryParam("sessionId") String sessionId) {
    if (format != null && !format.matches("json|png")) {
      throw new Refused(INVALID_REQUEST, "format: expected json or png");
    }
    return linkSession
        .qr(caller.actor(), chosenSession.of(sessionId))
        .thenApply(
            qr ->
                "png".equals(format)
                    ? Response.ok(new QrImage(qr.value()).png(), PNG)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build()
                    : Response.fromResponse(Envelope.ok(new QrView(qr.value(), qr.expiresAt())))
                        .type(MediaType.APPLICATION_JSON)
                        .build());
  }

  @POST
  @Path("/logout")
  @Operation(
      operationId = "logOutOfWapi",
      summary = "Unlink the session",
      description = "WhatsApp removes the device; a new QR code follows.")
  @APIResponseSchema(value = LogoutView.class, responseDescription = "It is unlinked")
  public Response logOut(
      @Parameter(description = SESSION) @QueryParam("sessionId") String sessionId) {
    var session = chosenSession.of(sessionId);
    linkSession.logOut(caller.actor(), session).join();
    controlSession.start(caller.actor(), session);
    return Envelope.ok(new LogoutView(true));
  }

  /** The server. */
  @Schema(name = "WapiServer", description = "The server")
  record ServerView(
      @Schema(required = true, description = "its name", examples = "Crier") String name,
      @Schema(
              required = true,
              description = "the base URL of this API",
              examples = "http://localhost:9080/wapi/api")
          String baseUrl) {}

  /** How many messages have each status. */
  @Schema(name = "WapiCounts", description = "How many messages have each status")
  record Counts(
      @Schema(required = true, description = "queued or being sent", examples = "3") int queued,
      @Schema(required = true, description = "sent", examples = "17") int sent,
      @Schema(required = true, description = "failed or cancelled", examples = "0") int failed) {

    static Counts of(Map<MessageStatus, Integer> all) {
      return new Counts(
          sum(all, MessageView.Status.QUEUED),
          sum(all, MessageView.Status.SENT),
          sum(all, MessageView.Status.FAILED));
    }

    private static int sum(Map<MessageStatus, Integer> all, MessageView.Status status) {
      return status.statuses().stream().mapToInt(it -> all.getOrDefault(it, 0)).sum();
    }
  }

  /** Messages, and how many there are. */
  @Schema(name = "WapiMessages", description = "Messages, and how many there are")
  record MessageList(
      @Schema(required = true, description = "of all messages") Counts counts,
      @Schema(required = true, description = "the messages") List<MessageView> messages) {}

  /** A QR code to scan. */
  @Schema(name = "WapiQr", description = "A QR code to scan with WhatsApp")
  record QrView(
      @Schema(required = true, description = "the text of the code", examples = "2@Kd8…") String qr,
      @Schema(required = true, description = "when another replaces it") Instant expiresAt) {}

  /** The session is unlinked. */
  @Schema(name = "WapiLogout", description = "The session is unlinked")
  record LogoutView(
      @Schema(required = true, description = "always true", examples = "true") boolean loggedOut) {}
}
