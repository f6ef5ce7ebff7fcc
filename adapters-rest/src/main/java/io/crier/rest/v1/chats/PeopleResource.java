package io.crier.rest.v1.chats;

import io.crier.application.retention.ForgetPerson;
import io.crier.application.retention.ForgetPerson.Forgotten;
import io.crier.domain.messages.Recipient;
import io.crier.rest.door.Caller;
import io.crier.rest.door.MaskedInAudit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people whom an account knows, whichever of its sessions does. */
@Path("/v1/contacts")
@Tag(name = "Contacts")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PeopleResource {

  @Inject ForgetPerson forgetPerson;
  @Inject Caller caller;

  @DELETE
  @Path("/{number}")
  @MaskedInAudit
  @Operation(
      operationId = "forgetContact",
      summary = "Forget a person everywhere",
      description =
          "Under all names by which the account's sessions know them: messages from and to them,"
              + " with their files, events and deliveries; chats, contacts, notifications, and the"
              + " phone that receives alerts. Messages of others in groups stay, but do not name them"
              + " any more. It can be repeated, also after it was interrupted. What WhatsApp and your"
              + " own systems know is not Crier's to forget.")
  @APIResponseSchema(value = ForgottenView.class, responseDescription = "How much was deleted")
  @APIResponse(responseCode = "400", description = "invalid_recipient")
  @APIResponse(responseCode = "409", description = "contact_is_written_to or number_of_session")
  public ForgottenView forget(
      @Parameter(example = "+966508888888") @PathParam("number") String number) {
    return ForgottenView.of(forgetPerson.forget(caller.actor(), Recipient.parse(number)));
  }

  /** How much of a person was deleted. */
  @Schema(name = "ForgottenContact", description = "How much of a person was deleted")
  public record ForgottenView(
      @Schema(required = true, description = "messages from and to them", examples = "42")
          int messages,
      @Schema(
              required = true,
              description = "messages of others that do not name them any more",
              examples = "3")
          int mentions,
      @Schema(
              required = true,
              description = "when messages to groups have reached them",
              examples = "7")
          int receipts,
      @Schema(required = true, description = "events about them", examples = "130") int events,
      @Schema(
              required = true,
              description = "deliveries of these events to webhooks, with what was answered",
              examples = "130")
          int deliveries,
      @Schema(required = true, description = "alerts that they have received", examples = "0")
          int notifications,
      @Schema(required = true, description = "chats with them", examples = "1") int chats,
      @Schema(
              required = true,
              description = "what sessions know of them, one for each session",
              examples = "1")
          int contacts,
      @Schema(required = true, description = "phones for alerts", examples = "0") int phones,
      @Schema(required = true, description = "files that no other message contains", examples = "5")
          int files) {

    static ForgottenView of(Forgotten forgotten) {
      return new ForgottenView(
          forgotten.messages(),
          forgotten.mentions(),
          forgotten.receipts(),
          forgotten.events(),
          forgotten.deliveries(),
          forgotten.notifications(),
          forgotten.chats(),
          forgotten.contacts(),
          forgotten.phones(),
          forgotten.files());
    }
  }
}
