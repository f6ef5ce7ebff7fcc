package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.labels.LabelProblem.INVALID_LABEL;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the holder of a session does with labels on the simulated phone, for an admin's tests. */
@Path("/simulator/sessions/{id}/phone/labels")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorLabelsResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "changeLabelOnSimulatedPhone",
      summary = "The holder of the session makes, changes, assigns or deletes a label on the phone",
      description =
          "With a chat, the label is assigned to it or removed from it; otherwise it is made,"
              + " changed or deleted. Until the server restarts.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_label or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found or label_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response change(@RequestBody(required = true) PhoneLabelRequest request) {
    var session = sessions.find(caller, id);
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    request.applyTo(simulator.labels(session));
    return Response.accepted().build();
  }

  /** What is done with a label. */
  @Schema(name = "SimulatorPhoneLabel")
  public record PhoneLabelRequest(
      @Schema(required = true, description = "the id of the label", examples = "4") String label,
      @Schema(description = "what it is called", examples = "Paid", minLength = 1, maxLength = 100)
          String name,
      @Schema(
              description = "the number of its color",
              minimum = "0",
              maximum = "19",
              defaultValue = "0",
              examples = "3")
          Integer color,
      @Schema(description = "whether it is deleted", defaultValue = "false") Boolean deleted,
      @Schema(
              description = "to which chat it is assigned, or from which it is removed",
              examples = "+966507654321")
          String chat,
      @Schema(description = "whether the chat has it from now on", defaultValue = "true")
          Boolean assigned) {

    void applyTo(SimulatedLabels labels) {
      if (label == null) {
        throw new Refused(INVALID_LABEL, "label: is required");
      }
      var id = new LabelId(label);
      int number = colorOrFirst();
      var title =
          Optional.ofNullable(name).map(it -> Label.NAME.require("name", it, INVALID_LABEL));
      if (chat != null) {
        labels.assignOnPhone(id, Recipient.parse(chat), !Boolean.FALSE.equals(assigned));
      } else if (Boolean.TRUE.equals(deleted)) {
        labels.delete(id);
      } else {
        labels.save(new Label(id, title.orElseThrow(PhoneLabelRequest::nameMissing), number));
      }
    }

    private static Refused nameMissing() {
      return new Refused(INVALID_LABEL, "name: is required");
    }

    private int colorOrFirst() {
      int chosen = Optional.ofNullable(color).orElse(0);
      if (chosen < 0 || chosen >= Label.MOST_COLORS) {
        throw new Refused(INVALID_LABEL, "color: expected 0 to " + (Label.MOST_COLORS - 1));
      }
      return chosen;
    }
  }
}
