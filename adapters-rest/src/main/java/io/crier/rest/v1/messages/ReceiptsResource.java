package io.crier.rest.v1.messages;

import io.crier.application.messages.ShowReceipts;
import io.crier.domain.messages.MemberReceipt;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whom sent messages have reached. */
@Path("/v1/messages/{id}/receipts")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ReceiptsResource {

  @Inject ShowReceipts showReceipts;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listReceipts",
      summary = "List whom a sent message has reached",
      description =
          "Of a message to a group, each member whose phone has acknowledged it, if the session's"
              + " engine reports that (ability member_receipts); otherwise the recipient.")
  @APIResponseSchema(value = ReceiptList.class, responseDescription = "All receipts")
  @APIResponse(responseCode = "404", description = "message_not_found")
  public ReceiptList listReceipts(@PathParam("id") String id) {
    return new ReceiptList(
        showReceipts.show(caller.actor(), MessagesResource.message(id)).stream()
            .map(ReceiptView::of)
            .toList());
  }

  /** Everybody whom a message has reached. */
  @Schema(name = "ReceiptList")
  public record ReceiptList(@Schema(required = true) List<ReceiptView> items) {}

  /** When a message reached somebody. */
  @Schema(name = "MemberReceipt")
  public record ReceiptView(
      @Schema(
              required = true,
              description = "the member of the group, or the recipient",
              examples = "+966501234567")
          String member,
      Optional<Instant> deliveredAt,
      Optional<Instant> readAt,
      @Schema(description = "when they played a voice message") Optional<Instant> playedAt) {

    static ReceiptView of(MemberReceipt receipt) {
      return new ReceiptView(
          receipt.member().text(), receipt.deliveredAt(), receipt.readAt(), receipt.playedAt());
    }
  }
}
