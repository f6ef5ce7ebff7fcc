package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Controls the phones, network and people of the simulated WhatsApp, for an admin's tests. */
@Path("/simulator/sessions/{id}")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorResource {

  private static final TextRule ID = TextRule.line(200);

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;

  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Path("/scan")
  @Operation(
      operationId = "scanSimulatedQr",
      summary = "A phone scans the session's QR code",
      description = "Or its holder types the pairing code. The session becomes connected.")
  @APIResponse(responseCode = "204", description = "Scanned")
  @APIResponse(responseCode = "400", description = "invalid_phone_number")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "qr_not_ready or already_linked")
  public void scan(@RequestBody(required = true) ScanRequest request) {
    var session = session();
    simulator.scan(session, PhoneNumber.parse(require(request).number()));
  }

  @GET
  @Path("/inbox")
  @Operation(
      operationId = "listSimulatedInbox",
      summary = "What reached WhatsApp from this session, in order",
      description = "Every submission counts: a message sent twice under one id stands here twice.")
  @APIResponseSchema(value = InboxView.class, responseDescription = "All of it, however much")
  @APIResponse(responseCode = "400", description = "invalid_request: unknown WhatsApp id")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public StreamingOutput inbox(
      @QueryParam("after")
          @Parameter(description = "Only what came after the last submission of this WhatsApp id")
          String after) {
    var inbox = simulator.inbox(session(), Optional.ofNullable(after).map(WhatsAppId::new));
    return inbox::writeTo;
  }

  @POST
  @Path("/inbound")
  @Operation(
      operationId = "receiveSimulatedMessage",
      summary = "Somebody writes to the session",
      description =
          "A session that is away gets up to 1,000 such messages once it is connected again,"
              + " unless the server restarts in between.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_text or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response inbound(@RequestBody(required = true) InboundRequest request) {
    var session = session();
    var chat = require(request).chat();
    if (request.hasFile()) {
      simulator.write(session, chat, request.file(), request.bytes());
    } else {
      simulator.write(session, chat, request.content());
    }
    return Response.accepted().build();
  }

  @POST
  @Path("/phone/messages")
  @Operation(
      operationId = "sendFromSimulatedPhone",
      summary = "The holder of the session writes on the phone",
      description = "The message is kept by Crier as one that it did not send.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_text or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response sendFromPhone(@RequestBody(required = true) PhoneMessageRequest request) {
    var session = session();
    simulator.writeOnPhone(session, Recipient.parse(require(request).to()), request.content());
    return Response.accepted().build();
  }

  @POST
  @Path("/edits")
  @Operation(
      operationId = "changeSimulatedMessage",
      summary = "Somebody edits a message",
      description = "One to the session, or one from it, on the session's own phone.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_text or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response edit(@RequestBody(required = true) EditRequest request) {
    var session = session();
    var chat = Recipient.parse(require(request).chat());
    var body = InboundRequest.BODY.require("body", request.body(), INVALID_TEXT);
    simulator.edit(session, chat, isTrue(request.fromMe()), named(request.message()), body);
    return Response.accepted().build();
  }

  @POST
  @Path("/deletions")
  @Operation(
      operationId = "deleteSimulatedMessage",
      summary = "Somebody deletes a message for everyone",
      description = "One to the session, or one from it, on the session's own phone.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response delete(@RequestBody(required = true) DeletionRequest request) {
    var session = session();
    var chat = Recipient.parse(require(request).chat());
    simulator.revoke(session, chat, isTrue(request.fromMe()), named(request.message()));
    return Response.accepted().build();
  }

  @POST
  @Path("/votes")
  @Operation(
      operationId = "addSimulatedVote",
      summary = "Somebody votes in a poll",
      description = "In one from the session, or in one to it. The votes replace earlier ones.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response vote(@RequestBody(required = true) VoteRequest request) {
    var session = session();
    simulator.vote(
        session,
        Recipient.parse(require(request).chat()),
        isTrue(request.fromMe()),
        named(request.message()),
        Recipient.parse(Optional.ofNullable(request.voter()).orElse(request.chat())),
        Optional.ofNullable(request.options()).orElse(List.of()));
    return Response.accepted().build();
  }

  @POST
  @Path("/choices")
  @Operation(
      operationId = "chooseSimulatedOption",
      summary = "Somebody presses a button, or chooses a row of a list",
      description = "In a message from the session, which receives what they choose.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found or message_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response choose(@RequestBody(required = true) ChoiceRequest request) {
    var session = session();
    var by = Optional.ofNullable(require(request).by()).map(Recipient::parse);
    simulator.choose(session, named(request.message()), request.option(), by);
    return Response.accepted().build();
  }

  private static boolean isTrue(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  private static WhatsAppId named(String id) {
    return new WhatsAppId(ID.require("message", id, INVALID_REQUEST));
  }

  @PUT
  @Path("/faults")
  @Operation(
      operationId = "setSimulatedFaults",
      summary = "Change what is wrong with the session's network",
      description = "Stays until changed, even over a restart of the server.")
  @APIResponse(responseCode = "204", description = "Changed")
  @APIResponse(responseCode = "400", description = "invalid_request or invalid_recipient")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public void faults(@RequestBody(required = true) FaultsForm request) {
    var session = session();
    simulator.setFaults(session, require(request).toFaults());
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  private static <T> T require(T body) {
    if (body == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    return body;
  }

  /** The number of the phone that scans. */
  @Schema(name = "SimulatorScan")
  public record ScanRequest(@Schema(required = true, examples = "+966501234567") String number) {}

  /** An edit of a message. */
  @Schema(name = "SimulatorEdit")
  public record EditRequest(
      @Schema(
              required = true,
              description = "whose chat with the session it is",
              examples = "+966507654321")
          String chat,
      @Schema(
              required = true,
              minLength = 1,
              maxLength = 200,
              description = "the WhatsApp id of the message",
              examples = "3EB0C431C26A1916E07E")
          String message,
      @Schema(
              description = "whether the session sent it; otherwise it received it",
              defaultValue = "false")
          Boolean fromMe,
      @Schema(required = true, description = "what it says now", examples = "وعليكم السلام")
          String body) {}

  /** A deletion of a message for everyone. */
  @Schema(name = "SimulatorDeletion")
  public record DeletionRequest(
      @Schema(
              required = true,
              description = "whose chat with the session it is",
              examples = "+966507654321")
          String chat,
      @Schema(
              required = true,
              minLength = 1,
              maxLength = 200,
              description = "the WhatsApp id of the message",
              examples = "3EB0C431C26A1916E07E")
          String message,
      @Schema(
              description = "whether the session sent it; otherwise it received it",
              defaultValue = "false")
          Boolean fromMe) {}

  /** All submissions that arrived. */
  @Schema(name = "SimulatorInbox")
  public record InboxView(@Schema(required = true) List<Item> items) {

    /** One submission. */
    @Schema(name = "SimulatorInboxItem")
    public record Item(
        @Schema(required = true, description = "The WhatsApp id", examples = "3EB0C431C26A1916E07E")
            String id,
        @Schema(required = true, examples = "+966501234567") String to,
        @Schema(required = true, examples = "text") String type,
        @Schema(required = true, nullable = true, examples = "أهلا, عساك بخير؟") String body,
        @Schema(required = true, nullable = true, examples = "Our new door") String caption,
        @Schema(
                required = true,
                nullable = true,
                examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            String mediaSha256,
        @Schema(
                required = true,
                description = "How long typing was shown before",
                examples = "1200")
            long typingMs,
        @Schema(required = true, format = "date-time", examples = "2026-11-21T10:15:30.123Z")
            String at,
        @Schema(
                description = "The WhatsApp id of the message that an edit or deletion changes",
                examples = "3EB0A1B2C3D4E5F60718")
            String target,
        @Schema(description = "What can be chosen in it") List<MenuOption> options,
        @Schema(description = "True if it is marked as forwarded") Boolean forwarded,
        @Schema(description = "True if it can be opened only once") Boolean viewOnce,
        @Schema(description = "True if it mentions everybody in the group") Boolean mentionAll,
        @Schema(description = "What it shows of a page") PagePreview preview,
        @Schema(description = "Who sees it, if it is a story") List<String> audience) {}
  }
}
