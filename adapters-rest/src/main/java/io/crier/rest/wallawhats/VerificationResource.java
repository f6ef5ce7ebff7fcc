package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.phones.VerifyPhone;
import io.crier.domain.phones.VerificationCode;
import io.crier.rest.door.Caller;
import io.crier.rest.wallawhats.PhoneView.Standing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Verifies phones; beside the phones, whose numbers stand at the same place of the path. */
@Path("/wallawhats/phones/verify")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class VerificationResource {

  @Inject VerifyPhone verifyPhone;
  @Inject Caller caller;

  @POST
  @Operation(
      operationId = "verifyWallaWhatsPhone",
      summary = "Verify a phone",
      description = "Codes expire after 15 minutes.")
  public Standing verify(VerifyRequest request) {
    var number = PhonesResource.number(request.phoneNumber());
    var code = new VerificationCode(Fields.required("code", request.code()));
    return Standing.of(verifyPhone.verify(caller.actor(), number, code));
  }

  /** A request to verify a phone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WallaWhatsVerifyPhone", description = "The code that proves who holds a phone")
  public record VerifyRequest(
      @Schema(required = true, description = "in E.164 format", examples = "+34612345678")
          String phoneNumber,
      @Schema(required = true, description = "the 6-digit code", examples = "123456") String code) {

    @Override
    public String toString() {
      return "VerifyRequest";
    }
  }
}
