package io.crier.rest.wallm;

import io.crier.application.messages.CheckNumber;
import io.crier.domain.messages.Address;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.door.Caller;
import io.crier.rest.door.ChosenSession;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Looks up phone numbers on WhatsApp. */
@Path("/wallm/v1/numbers")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class NumbersResource {

  @Inject ChosenSession chosenSession;
  @Inject CheckNumber checkNumber;
  @Inject Caller caller;

  @GET
  @Path("/{number}")
  @Operation(
      operationId = "checkWallmNumber",
      summary = "Check whether a number is on WhatsApp",
      description = "Messages to numbers that are not may block the account for a while.")
  public NumberView check(
      @Parameter(description = "the number in E.164", example = "+966501234567")
          @PathParam("number")
          String number,
      @Parameter(description = "the session to check with; needed if there are several")
          @QueryParam("sessionId")
          String sessionId) {
    var session = chosenSession.of(sessionId);
    var contact = checkNumber.check(caller.actor(), session, new PhoneNumber(number));
    return new NumberView(number, !contact.isAbsent(), contact.address().map(Address::value));
  }

  /** What WhatsApp knows about a number. */
  @Schema(name = "WallmNumber", description = "What WhatsApp knows about a number")
  public record NumberView(
      @Schema(required = true, description = "the number", examples = "+966501234567")
          String number,
      @Schema(required = true, description = "whether it is on WhatsApp", examples = "true")
          boolean exists,
      @Schema(description = "its WhatsApp address", examples = "966501234567@s.whatsapp.net")
          Optional<String> address) {}
}
