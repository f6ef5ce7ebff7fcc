package io.crier.rest.aulm;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.MONTHLY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.TRIAL_QUOTA_EXCEEDED;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.crier.application.Actor;
import io.crier.application.accounts.ShowQuota;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.SendNow;
import io.crier.application.sending.SendNow.Outcome;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.AnswerThreads;
import io.crier.rest.door.Caller;
import io.crier.rest.door.FileSources;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RequestLog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sends messages at once. */
@Path("/aulm/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MessagesResource {

  private static final Set<Problem> QUOTAS =
      Set.of(DAILY_QUOTA_EXCEEDED, MONTHLY_QUOTA_EXCEEDED, TRIAL_QUOTA_EXCEEDED);

  /** The largest number that every client can read; stands for no limit. */
  private static final long UNLIMITED = (1L << 53) - 1;

  @Inject SendNow sendNow;
  @Inject ShowQuota showQuota;
  @Inject Aulm aulm;
  @Inject Caller caller;
  @Inject AnswerThreads answerThreads;

  @jakarta.ws.rs.core.Context HttpServletRequest servletRequest;

  @POST
  @Path("/send-text")
  @Operation(
      operationId = "sendAulmText",
      summary = "Send a text message",
      description = "Answers once WhatsApp has accepted the message, or has not within 15 seconds.")
  @APIResponseSchema(
      value = SentView.class,
      responseCode = "201",
      responseDescription = "WhatsApp has accepted the message")
  public CompletionStage<Response> sendText(TextRequest request) {
    var body = Content.Text.BODY.require("body", request.body(), INVALID_TEXT);
    var content = new Content.Text(body);
    return send(
        outgoing(
            request.sessionId(), request.to(), (referredTo, file) -> content, Optional.empty()));
  }

  @POST
  @Path("/send-image")
  @Operation(
      operationId = "sendAulmImage",
      summary = "Send an image with an optional caption",
      description =
          "The image is fetched from a public https URL, or contained in the request as a data URI"
              + " of at most 5 MB.")
  @APIResponseSchema(
      value = SentView.class,
      responseCode = "201",
      responseDescription = "WhatsApp has accepted the message")
  public CompletionStage<Response> sendImage(ImageRequest request) {
    var caption = Optional.ofNullable(request.caption());
    Content.Media.CAPTION.require("caption", caption, INVALID_REQUEST);
    return send(
        outgoing(
            request.sessionId(),
            request.to(),
            (referredTo, file) ->
                new Content.Media(
                    MediaKind.IMAGE, file.orElseThrow(), caption, Optional.empty(), Context.NONE),
            Optional.of(new Outgoing.Attachment(MediaKind.IMAGE, source(request.image())))));
  }

  private static Outgoing outgoing(
      UUID session, String to, Outgoing.Body body, Optional<Outgoing.Attachment> attachment) {
    return new Outgoing(
        new SessionId(session),
        new Recipient.Phone(new PhoneNumber(to)),
        Optional.empty(),
        body,
        attachment,
        Handling.ORDINARY,
        true);
  }

  private static Outgoing.FileSource source(String image) {
    if (image.startsWith("data:")) {
      return FileSources.of(null, image);
    }
    if (!image.startsWith("https://")) {
      throw new Refused(INVALID_REQUEST, "image: expected an https URL or a data URI");
    }
    return FileSources.of(image, null);
  }

  private CompletionStage<Response> send(Outgoing message) {
    var actor = caller.actor();
    var requestId = RequestLog.idOf(servletRequest);
    return sendNow
        .send(actor, message)
        .handleAsync(
            (outcome, failure) ->
                failure == null
                    ? answer(actor, outcome, requestId)
                    : answer(actor, failure, requestId),
            answerThreads);
  }

  private Response answer(Actor actor, Outcome outcome, String requestId) {
    return outcome instanceof Outcome.Sent sent
        ? withQuota(
            actor,
            Response.status(Response.Status.CREATED).entity(SentView.of(sent.message(), requestId)))
        : ErrorView.of(outcome).response();
  }

  private Response answer(Actor actor, Throwable failure, String requestId) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof Refused refused)) {
      throw new CompletionException(cause);
    }
    var error = aulm.render(ProblemDetails.of(refused, requestId), refused.retryAfter()).response();
    return QUOTAS.contains(refused.problem())
        ? withQuota(actor, Response.fromResponse(error))
        : error;
  }

  private Response withQuota(Actor actor, Response.ResponseBuilder response) {
    var quota = showQuota.tightest(actor);
    return response
        .header("x-ratelimit-limit", Math.min(quota.limit(), UNLIMITED))
        .header("x-ratelimit-remaining", Math.min(quota.remaining(), UNLIMITED))
        .header("x-ratelimit-reset", quota.reset().toString())
        .build();
  }

  /** A request to send a text. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AulmSendText", description = "A text to send")
  public record TextRequest(
      @Schema(required = true, description = "the id of the connected session") UUID sessionId,
      @Schema(
              required = true,
              maxLength = 20,
              description = "the recipient in E.164 format",
              examples = "+966512345678")
          String to,
      @Schema(
              required = true,
              minLength = 1,
              maxLength = 4_096,
              description = "the text of the message",
              examples = "Hello from aulm")
          String body) {}

  /** A request to send an image. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AulmSendImage", description = "An image to send")
  public record ImageRequest(
      @Schema(required = true, description = "the id of the connected session") UUID sessionId,
      @Schema(
              required = true,
              maxLength = 20,
              description = "the recipient in E.164 format",
              examples = "+966512345678")
          String to,
      @Schema(
              required = true,
              description = "a public https URL, or a data URI of at most 5 MB",
              examples = "data:image/png;base64,iVBORw0KGgo=")
          String image,
      @Schema(maxLength = 1_024, description = "shown below the image", examples = "Optional text")
          String caption) {}
}
