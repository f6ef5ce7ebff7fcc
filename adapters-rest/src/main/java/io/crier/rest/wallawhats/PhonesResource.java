package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.phones.DeletePhone;
import io.crier.application.phones.FindPhones;
import io.crier.application.phones.FindPhones.PhoneDetails;
import io.crier.application.phones.RegisterPhone;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.door.Caller;
import io.crier.rest.wallawhats.PhoneView.Standing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Phones that receive alerts. */
@Path("/wallawhats/phones")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PhonesResource {

  @Inject RegisterPhone registerPhone;
  @Inject FindPhones findPhones;
  @Inject DeletePhone deletePhone;
  @Inject Caller caller;

  @POST
  @Operation(
      operationId = "registerWallaWhatsPhone",
      summary = "Register a phone",
      description =
          "Sends a 6-digit code to the number by WhatsApp. Register a phone that is not verified"
              + " again to send a new code, at the earliest after 60 seconds.")
  public Standing register(RegisterRequest request) {
    var registered =
        registerPhone.register(
            caller.actor(), number(request.phoneNumber()), Fields.optional(request.displayName()));
    return Standing.of(registered.phone());
  }

  @GET
  @Operation(
      operationId = "listWallaWhatsPhones",
      summary = "List your phones",
      description = "All of them, newest first.")
  public PhoneList list() {
    var phones =
        findPhones.list(caller.actor()).stream()
            .map(PhoneDetails::phone)
            .map(PhoneView::of)
            .toList();
    return new PhoneList(phones, phones.size());
  }

  @DELETE
  @Path("/{phoneNumber}")
  @Operation(
      operationId = "deleteWallaWhatsPhone",
      summary = "Delete a phone",
      description = "Deactivates the subscriptions that targeted it.")
  public Done delete(
      @Parameter(description = "the number in E.164 format", example = "+34612345678")
          @PathParam("phoneNumber")
          String phoneNumber) {
    deletePhone.delete(caller.actor(), number(phoneNumber));
    return Done.SUCCESS;
  }

  static PhoneNumber number(String text) {
    return new PhoneNumber(Fields.required("phoneNumber", text));
  }

  /** A request to register a phone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WallaWhatsRegisterPhone", description = "A phone to register")
  public record RegisterRequest(
      @Schema(required = true, description = "in E.164 format", examples = "+34612345678")
          String phoneNumber,
      @Schema(description = "a label for the phone", maxLength = 100, examples = "Work")
          String displayName) {}

  /** All phones of the account. */
  @Schema(name = "WallaWhatsPhones", description = "Your phones")
  public record PhoneList(
      @Schema(required = true, description = "the phones, newest first") List<PhoneView> phones,
      @Schema(required = true, description = "how many there are", examples = "1") int count) {}
}
