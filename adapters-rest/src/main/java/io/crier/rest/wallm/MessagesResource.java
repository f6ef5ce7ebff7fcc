package io.crier.rest.wallm;

import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.SendMessage;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.AnswerThreads;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sends messages. */
@Path("/wallm/v1/sessions/{session_id}/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MessagesResource {

  @Inject SendMessage sendMessage;
  @Inject Caller caller;
  @Inject AnswerThreads answerThreads;

  @POST
  @Path("/text")
  @Operation(
      operationId = "sendWallmText",
      summary = "Send a text",
      description = "It is kept and sent in its turn; webhooks deliver its status.")
  @APIResponseSchema(
      value = MessageView.class,
      responseCode = "201",
      responseDescription = "The message is queued")
  public CompletionStage<Response> sendText(
      @Parameter(description = "the session to send with", schema = @Schema(format = "uuid"))
          @PathParam("session_id")
          String sessionId,
      NewText request) {
    var session = new SessionId(Ids.parse(sessionId, SESSION_NOT_FOUND));
    var to = new Recipient.Phone(new PhoneNumber(request.to()));
    var text = Content.Text.BODY.require("text", request.text(), INVALID_TEXT);
    return sendMessage
        .send(caller.actor(), Outgoing.text(session, to, text))
        .thenApplyAsync(MessagesResource::created, answerThreads);
  }

  private static Response created(Message message) {
    return Response.status(Response.Status.CREATED).entity(MessageView.of(message)).build();
  }

  /** A text to send. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WallmNewText", description = "A text to send")
  public record NewText(
      @Schema(required = true, description = "the recipient in E.164", examples = "+966501234567")
          String to,
      @Schema(
              required = true,
              description = "the text",
              minLength = 1,
              maxLength = 4096,
              examples = "أهلا, عساك بخير؟")
          String text) {}

  /** A message. */
  @Schema(name = "WallmMessage", description = "A message")
  public record MessageView(
      @Schema(required = true, description = "the id of the message") UUID id,
      @Schema(required = true, description = "the session that sends it") UUID sessionId,
      @Schema(required = true, description = "the recipient", examples = "+966501234567") String to,
      @Schema(required = true, description = "always text", examples = "text") String type,
      @Schema(required = true, description = "the text", examples = "أهلا, عساك بخير؟") String body,
      @Schema(required = true, description = "how far it has come") MessageStatus status,
      @Schema(required = true, description = "when it was accepted") Instant createdAt) {

    static MessageView of(Message message) {
      return new MessageView(
          message.id().value(),
          message.session().value(),
          message.peer().text(),
          message.content().type(),
          message.content().text(),
          message.status(),
          message.createdAt());
    }
  }
}
