package io.crier.rest.v1.messages;

import static io.crier.domain.sessions.SessionProblem.INVALID_PHONE_NUMBER;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.CheckNumber;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.door.Query;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Looks up phone numbers on WhatsApp. */
@Path("/v1/numbers")
@Tag(name = "Numbers", description = "Whether a number is on WhatsApp")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class NumbersResource {

  @Inject CheckNumber checkNumber;
  @Inject Caller caller;

  @GET
  @Path("/{number}")
  @Operation(
      operationId = "checkNumber",
      summary = "Check whether a number is on WhatsApp",
      description = "WhatsApp is queried only if the session does not know the number yet.")
  @APIResponseSchema(
      value = NumberView.class,
      responseDescription = "What WhatsApp knows about the number")
  @APIResponse(responseCode = "400", description = "invalid_phone_number or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  public NumberView check(
      @Parameter(example = "+966501234567") @PathParam("number") String number,
      @Parameter(
              required = true,
              description = "the session to check with",
              schema = @Schema(type = SchemaType.STRING, minLength = 1))
          @QueryParam("sessionId")
          String sessionId) {
    var session =
        new SessionId(Ids.parse(Query.required("sessionId", sessionId), SESSION_NOT_FOUND));
    return NumberView.of(checkNumber.check(caller.actor(), session, phone(number)), phone(number));
  }

  private static PhoneNumber phone(String text) {
    return switch (Recipient.parse(text)) {
      case Recipient.Phone phone -> phone.number();
      case Recipient.Channel channel -> throw new Refused(INVALID_PHONE_NUMBER);
      case Recipient.Stories stories -> throw new Refused(INVALID_PHONE_NUMBER);
      case Recipient.Group group -> throw new Refused(INVALID_PHONE_NUMBER);
      case Recipient.Hidden hidden -> throw new Refused(INVALID_PHONE_NUMBER);
    };
  }

  /** What WhatsApp knows about a number. */
  @Schema(name = "NumberCheck")
  public record NumberView(
      @Schema(required = true, examples = "+966501234567") String number,
      @Schema(required = true, examples = "true") boolean exists,
      @Schema(description = "the WhatsApp address", examples = "966501234567@s.whatsapp.net")
          Optional<String> address) {

    static NumberView of(Contact contact, PhoneNumber number) {
      return new NumberView(
          number.value(), !contact.isAbsent(), contact.address().map(Address::value));
    }
  }
}
