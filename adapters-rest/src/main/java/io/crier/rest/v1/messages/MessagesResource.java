package io.crier.rest.v1.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.messages.AwaitMessage;
import io.crier.application.messages.FetchMedia;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.MarkSeen;
import io.crier.application.queue.CancelMessage;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.ChangeMessage;
import io.crier.application.sending.SendMessage;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.rest.door.AnswerThreads;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.FormPart;
import io.crier.rest.door.Ids;
import io.crier.rest.door.Query;
import io.crier.rest.json.Json;
import io.crier.rest.v1.IdempotencyFilter;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Locations;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import io.crier.rest.v1.RequestIdempotencyKey;
import io.crier.rest.v1.media.MediaLinks;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The messages of an account. */
@Path("/v1/messages")
@Tag(name = "Messages", description = "Send messages and follow their status")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MessagesResource {

  private static final String LIST = "messages";

  @Inject SendMessage sendMessage;
  @Inject AwaitMessage awaitMessage;
  @Inject FindMessages findMessages;
  @Inject CancelMessage cancelMessage;
  @Inject ChangeMessage changeMessage;
  @Inject MarkSeen markSeen;
  @Inject FetchMedia fetchMedia;
  @Inject MediaLinks links;
  @Inject Caller caller;
  @Inject RequestIdempotencyKey idempotencyKey;
  @Inject SendResponses responses;
  @Inject Cursors cursors;
  @Inject Locations locations;
  @Inject AnswerThreads answerThreads;

  @POST
  @Idempotent(storedByUseCase = true)
  @Operation(
      operationId = "sendMessage",
      summary = "Send a message",
      description =
          "The response comes once the message is stored durably; it is then sent in queue order."
              + " With Prefer: wait=15 the response comes when the message is sent, fails or is"
              + " cancelled, or after that many seconds (1 to 30), and shows its status at that"
              + " time.")
  @Parameter(
      name = Preferences.HEADER,
      in = ParameterIn.HEADER,
      description = "wait=N: wait up to N seconds, at most 30, for the message to be sent",
      schema = @Schema(implementation = String.class),
      example = "wait=15")
  @APIResponse(
      responseCode = "200",
      description = "The wait ended: the message failed (see its error) or was cancelled",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "201",
      description = "The wait ended: WhatsApp has accepted the message",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "202",
      description = "Accepted and queued at this position",
      headers = @Header(name = HttpHeaders.LOCATION),
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "400",
      description =
          "invalid_recipient, invalid_text, invalid_content, media_missing, invalid_metadata or"
              + " invalid_send_at")
  @APIResponse(responseCode = "402", description = "no_credit_left")
  @APIResponse(responseCode = "403", description = "session_disabled")
  @APIResponse(responseCode = "404", description = "session_not_found or message_not_found")
  @APIResponse(
      responseCode = "409",
      description =
          "message_not_quotable, message_not_forwardable, message_not_sent, message_revoked,"
              + " media_not_available or idempotency_key_in_use")
  @APIResponse(responseCode = "413", description = "media_too_large or body_too_large")
  @APIResponse(
      responseCode = "422",
      description =
          "media_type_not_allowed, voice_not_opus, voice_not_convertible, media_unreachable,"
              + " media_url_blocked, unpaced_not_allowed or"
              + " idempotency_key_reused")
  @APIResponse(
      responseCode = "429",
      description =
          "daily_quota_exceeded, monthly_quota_exceeded, trial_quota_exceeded or rate_limited")
  @APIResponse(responseCode = "501", description = "type_unsupported")
  @APIResponse(responseCode = "503", description = "overloaded")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NewMessage.class)))
  public CompletionStage<Response> send(NewMessage message, @Context HttpHeaders headers) {
    return answer(
        sendMessage.send(
            caller.actor(), message.outgoing(), idempotencyKey.value().map(responses::idempotency)),
        headers);
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Idempotent(storedByUseCase = true, multipart = true)
  @Operation(hidden = true)
  public CompletionStage<Response> sendFile(List<FormPart> parts, @Context HttpHeaders headers)
      throws IOException {
    var upload = Upload.of(parts);
    return answer(
        sendMessage.sendUpload(
            caller.actor(),
            upload.outgoing(),
            file -> idempotencyKey.of(upload.fingerprintContent(file)).map(responses::idempotency)),
        headers);
  }

  private CompletionStage<Response> answer(
      CompletableFuture<Acceptance> acceptance, HttpHeaders headers) {
    var actor = caller.actor();
    var timeout = Preferences.timeout(headers.getRequestHeader(Preferences.HEADER));
    // One batch completes many requests: their responses must not be written one after another.
    return acceptance.thenComposeAsync(it -> answer(actor, it, timeout), answerThreads);
  }

  private CompletionStage<Response> answer(
      Actor actor, Acceptance acceptance, Optional<Duration> timeout) {
    var firstAnswer = firstAnswer(acceptance);
    var location = locations.of("/v1/messages/" + firstAnswer.id().value());
    if (timeout.isEmpty()) {
      return CompletableFuture.completedFuture(
          Response.fromResponse(firstAnswer.answer())
              .header(HttpHeaders.LOCATION, location)
              .build());
    }
    return awaitMessage
        .await(actor, firstAnswer.id(), timeout.get())
        .thenApply(
            found ->
                Response.fromResponse(firstAnswer.answer())
                    .status(statusOf(found.message().status()))
                    .entity(MessageView.of(found, links))
                    .header(HttpHeaders.LOCATION, location)
                    .header(Preferences.APPLIED, "wait=" + timeout.get().toSeconds())
                    .build());
  }

  private static int statusOf(MessageStatus status) {
    if (status.isSent()) {
      return 201;
    }
    return status.isWaiting() || status == MessageStatus.SENDING ? 202 : 200;
  }

  /** The immediate response, and the message it is about. */
  private record FirstAnswer(MessageId id, Response answer) {}

  private FirstAnswer firstAnswer(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Accepted accepted ->
          new FirstAnswer(
              accepted.message().id(),
              Response.accepted(MessageView.of(accepted, links))
                  .type(MediaType.APPLICATION_JSON_TYPE)
                  .build());
      case Acceptance.Replayed replayed ->
          new FirstAnswer(
              message(Json.read(replayed.answer().body()).path("id").asText()),
              IdempotencyFilter.replay(replayed.answer()));
    };
  }

  @GET
  @Operation(
      operationId = "listMessages",
      summary = "List sent and received messages, newest first")
  @APIResponse(responseCode = "200", description = "A page of messages")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public Page<MessageView> list(@BeanParam MessageQuery filter, @BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        findMessages.list(
            caller.actor(),
            filter.toFilter(),
            query.after(cursors, LIST, MessagesResource::message),
            query.limit()),
        listed -> listed.message().id().value().toString(),
        listed -> MessageView.of(listed, links));
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getMessage",
      summary = "Show a message, with its queue position while it is queued")
  @APIResponseSchema(value = MessageView.class, responseDescription = "The message")
  @APIResponse(responseCode = "404", description = "message_not_found")
  public MessageView show(@PathParam("id") String id) {
    return MessageView.of(findMessages.find(caller.actor(), message(id)), links);
  }

  @PATCH
  @Path("/{id}")
  @Idempotent(storedByUseCase = true)
  @Operation(
      operationId = "changeMessage",
      summary = "Edit the text or caption of a sent message",
      description =
          "WhatsApp takes edits for 15 minutes after a message was sent. The response is a message"
              + " of type edit, which is queued and paced like any other, with high priority, and"
              + " counts as one. Once it is sent, the edited message shows the new text and its"
              + " history, and message.edited is published.")
  @Parameter(ref = "#/components/parameters/IdempotencyKey")
  @Parameter(
      name = Preferences.HEADER,
      in = ParameterIn.HEADER,
      description = "wait=N: wait up to N seconds, at most 30, for the edit to be sent",
      schema = @Schema(implementation = String.class),
      example = "wait=15")
  @APIResponse(
      responseCode = "200",
      description = "The wait ended: the edit failed (see its error) or was cancelled",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "201",
      description = "The wait ended: WhatsApp has accepted the edit",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "202",
      description = "The edit, which names the message as its target",
      headers = @Header(name = HttpHeaders.LOCATION),
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(responseCode = "400", description = "invalid_text")
  @APIResponse(responseCode = "402", description = "no_credit_left")
  @APIResponse(responseCode = "403", description = "session_disabled")
  @APIResponse(responseCode = "404", description = "message_not_found")
  @APIResponse(
      responseCode = "409",
      description =
          "message_not_ours, message_not_sent, message_not_editable, message_revoked,"
              + " edit_too_late or idempotency_key_in_use")
  @APIResponse(responseCode = "422", description = "idempotency_key_reused")
  @APIResponse(
      responseCode = "429",
      description =
          "daily_quota_exceeded, monthly_quota_exceeded, trial_quota_exceeded or rate_limited")
  @APIResponse(responseCode = "501", description = "type_unsupported")
  @APIResponse(responseCode = "503", description = "overloaded")
  public CompletionStage<Response> edit(
      @PathParam("id") String id, MessageEdit edit, @Context HttpHeaders headers) {
    var idempotency = idempotencyKey.value().map(responses::idempotency);
    return answer(
        changeMessage.edit(caller.actor(), message(id), edit.body(), idempotency), headers);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "cancelMessage",
      summary = "Cancel a queued or scheduled message, or delete a sent one for everyone",
      description =
          "Cancelling a cancelled message again has no effect. With forEveryone=true, a message"
              + " that was sent at most 60 hours ago is deleted for everyone in its chat: the"
              + " response is a message of type deletion, which is queued and paced like any other,"
              + " with high priority, and counts as one. Once it is sent, the deleted message shows"
              + " revokedAt, and message.revoked is published.")
  @APIResponse(
      responseCode = "200",
      description = "The cancelled message",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(
      responseCode = "202",
      description = "The deletion for everyone, which names the message as its target",
      headers = @Header(name = HttpHeaders.LOCATION),
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(responseCode = "402", description = "no_credit_left")
  @APIResponse(responseCode = "403", description = "session_disabled")
  @APIResponse(responseCode = "404", description = "message_not_found")
  @APIResponse(
      responseCode = "409",
      description =
          "message_not_cancellable, message_not_ours, message_not_sent, message_not_editable,"
              + " message_revoked or revoke_too_late")
  @APIResponse(
      responseCode = "429",
      description =
          "daily_quota_exceeded, monthly_quota_exceeded, trial_quota_exceeded or rate_limited")
  @APIResponse(responseCode = "501", description = "type_unsupported")
  @APIResponse(responseCode = "503", description = "overloaded")
  public CompletionStage<Response> delete(
      @PathParam("id") String id,
      @Parameter(
              description = "delete a sent message for everyone in its chat",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("forEveryone")
          String forEveryone,
      @Context HttpHeaders headers) {
    if (Query.flag("forEveryone", forEveryone)) {
      return answer(changeMessage.revoke(caller.actor(), message(id), Optional.empty()), headers);
    }
    var cancelled = cancelMessage.cancel(caller.actor(), message(id));
    return CompletableFuture.completedFuture(Response.ok(MessageView.of(cancelled, links)).build());
  }

  @POST
  @Path("/{id}/seen")
  @Operation(
      operationId = "markMessageSeen",
      summary = "Mark a received message as read",
      description = "The author sees that it was read. Only received messages can be marked.")
  @APIResponse(responseCode = "204", description = "Marked as read")
  @APIResponse(responseCode = "404", description = "message_not_found")
  @APIResponse(responseCode = "409", description = "not_connected or message_not_received")
  @APIResponse(responseCode = "501", description = "seen_unsupported")
  public void see(@PathParam("id") String id) {
    markSeen.see(caller.actor(), message(id));
  }

  @POST
  @Path("/{id}/media/fetch")
  @Operation(
      operationId = "requestMessageMedia",
      summary = "Download the file of a received message from WhatsApp again",
      description =
          "For a file whose media.state is pending or failed. Crier tries at once, and then for"
              + " another day; an event message.media says what came of it.")
  @APIResponse(
      responseCode = "202",
      description = "The message, whose file is pending",
      content = @Content(schema = @Schema(implementation = MessageView.class)))
  @APIResponse(responseCode = "404", description = "message_not_found")
  @APIResponse(
      responseCode = "409",
      description = "media_available, media_not_received or media_not_fetchable")
  public Response fetchMedia(@PathParam("id") String id) {
    var message = fetchMedia.fetch(caller.actor(), message(id));
    return Response.accepted(MessageView.of(message, links)).build();
  }

  public static MessageId message(String id) {
    return new MessageId(Ids.parse(id, MESSAGE_NOT_FOUND));
  }
}
