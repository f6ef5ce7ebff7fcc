package io.crier.rest.walytic;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.RequireSendable;
import io.crier.application.sending.SendMessage;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.door.AnswerThreads;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sends messages. */
@Path("/walytic/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MessagesResource {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{6,14}");

  @Inject FindSessions findSessions;
  @Inject RequireSendable requireSendable;
  @Inject SendMessage sendMessage;
  @Inject Caller caller;
  @Inject AnswerThreads answerThreads;

  @POST
  @Operation(
      operationId = "sendWalyticMessage",
      summary = "Send a text",
      description =
          "It is sent in its turn; its status, and WhatsApp's id of it, are delivered by webhooks.")
  @APIResponseSchema(
      value = MessageView.class,
      responseCode = "202",
      responseDescription = "The message is queued")
  public CompletionStage<Response> send(NewMessage request) {
    var actor = caller.actor();
    var session = findSessions.find(actor, number("sessionId", request.sessionId()));
    var to = new Recipient.Phone(number("to", request.to()));
    var text = Content.Text.BODY.require("text", request.text(), INVALID_TEXT);
    requireSendable.requireOnWhatsApp(actor, session, to);
    return sendMessage
        .send(actor, Outgoing.text(session.id(), to, text))
        .thenApplyAsync(
            message -> Response.accepted(MessageView.of(message)).build(), answerThreads);
  }

  private static PhoneNumber number(String field, String value) {
    if (!NUMBER.matcher(value).matches()) {
      throw new Refused(
          INVALID_REQUEST,
          field + " must be a number with country code, no +, no spaces, such as 919876543210");
    }
    return new PhoneNumber("+" + value);
  }

  /** A text to send. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WalyticNewMessage", description = "A text to send")
  public record NewMessage(
      @Schema(
              required = true,
              description = "the session's own number with country code, no +, no spaces",
              examples = "919876543210")
          String sessionId,
      @Schema(
              required = true,
              description = "the recipient's number, in the same form",
              examples = "919999999999")
          String to,
      @Schema(
              required = true,
              description = "the text",
              minLength = 1,
              maxLength = 4096,
              examples = "Hi, your order #1234 is confirmed.")
          String text) {}

  /** A message that was accepted. */
  @Schema(name = "WalyticMessage", description = "A message that was accepted")
  public record MessageView(
      @Schema(required = true, description = "the id that webhooks mention too") UUID messageId,
      @Schema(required = true, description = "how far it has come", examples = "queued")
          MessageStatus status) {

    static MessageView of(Message message) {
      return new MessageView(message.id().value(), message.status());
    }
  }
}
