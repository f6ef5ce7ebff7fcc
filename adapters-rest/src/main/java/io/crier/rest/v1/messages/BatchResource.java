package io.crier.rest.v1.messages;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.Outgoing;
import io.crier.application.sending.SendBatch;
import io.crier.domain.Refused;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Errors;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RequestLog;
import io.crier.rest.json.JsonBodies;
import io.crier.rest.json.ReadByItem;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.RequestIdempotencyKey;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sends many messages in one request. */
@Path("/v1/messages/batch")
@Tag(name = "Messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class BatchResource {

  private static final int MAX_MESSAGES = 1_000;
  private static final int MULTI_STATUS = 207;

  @Inject SendBatch sendBatch;
  @Inject SendResponses responses;
  @Inject Caller caller;
  @Inject RequestIdempotencyKey idempotencyKey;

  @Context HttpServletRequest request;

  @POST
  @Idempotent
  @Operation(
      operationId = "sendBatch",
      summary = "Send up to 1,000 messages",
      description =
          "Each message has its own result, in request order, as if it had been sent alone. With an"
              + " Idempotency-Key no message is sent twice, even if the server crashes before it"
              + " responds and the request is repeated; a message that failed with 500 or 503 is"
              + " then tried again. Once a message failed with 503, those behind it in its session do so"
              + " too: repeated, they are accepted in the order of the request.")
  @APIResponse(
      responseCode = "200",
      description = "All messages were accepted",
      content = @Content(schema = @Schema(implementation = BatchView.class)))
  @APIResponse(
      responseCode = "207",
      description = "Some or all messages were rejected",
      content = @Content(schema = @Schema(implementation = BatchView.class)))
  @APIResponse(responseCode = "409", description = "idempotency_key_in_use")
  @APIResponse(responseCode = "413", description = "body_too_large")
  @APIResponse(responseCode = "422", description = "idempotency_key_reused")
  public Response send(NewBatch batch) {
    var size = batch.messages().size();
    if (size == 0 || size > MAX_MESSAGES) {
      throw new Refused(INVALID_REQUEST, "messages: expected 1 to " + MAX_MESSAGES);
    }
    var items =
        sendBatch
            .send(
                caller.actor(),
                batch.messages().stream().map(BatchResource::outgoing).toList(),
                idempotencyKey.value().map(responses::idempotency))
            .stream()
            .map(this::item)
            .toList();
    if (items.stream().anyMatch(ItemView::mayGoBetterNextTime)) {
      idempotencyKey.answerIsNotFinal();
    }
    var status = items.stream().allMatch(ItemView::isAccepted) ? 200 : MULTI_STATUS;
    return Response.status(status).entity(new BatchView(items)).build();
  }

  private static Supplier<Outgoing> outgoing(JsonNode message) {
    return () -> JsonBodies.read(message, NewMessage.class).outgoing();
  }

  private ItemView item(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Accepted accepted ->
          new ItemView(202, responses.json(accepted), Optional.empty());
      case Acceptance.Replayed replayed ->
          new ItemView(replayed.answer().status(), replayed.answer().body(), Optional.empty());
    };
  }

  private ItemView item(SendBatch.Result result) {
    return switch (result) {
      case SendBatch.Succeeded taken -> item(taken.acceptance());
      case SendBatch.Rejected rejected -> {
        var error = ProblemDetails.of(rejected.why(), RequestLog.idOf(request));
        yield new ItemView(error.status(), null, Optional.of(error));
      }
      case SendBatch.Failed failed -> {
        var error = Errors.report(failed.why(), RequestLog.idOf(request));
        yield new ItemView(error.status(), null, Optional.of(error));
      }
    };
  }

  /** A request to send several messages. */
  @ReadByItem
  @Schema(name = "SendBatch")
  public record NewBatch(
      @Schema(
              required = true,
              type = SchemaType.ARRAY,
              implementation = NewMessage.class,
              minItems = 1,
              maxItems = MAX_MESSAGES)
          List<JsonNode> messages) {}

  /** The result for each message. */
  @Schema(name = "BatchResult")
  public record BatchView(@Schema(required = true) List<ItemView> items) {}

  /** The result for one message. */
  @Schema(name = "BatchItemResult")
  public record ItemView(
      @Schema(
              required = true,
              description = "the status that the message would have received on its own",
              examples = "202")
          int status,
      @Schema(ref = "#/components/schemas/Message") @JsonRawValue String message,
      @Schema(description = "why it was rejected") Optional<ProblemDetails> error) {

    boolean isAccepted() {
      return error.isEmpty();
    }

    boolean mayGoBetterNextTime() {
      return status == 500
          || status == 503
          || error.filter(it -> it.code().equals(IDEMPOTENCY_KEY_IN_USE.code())).isPresent();
    }
  }
}
