package io.crier.rest.v1.phones;

import io.crier.application.phones.DeletePhone;
import io.crier.application.phones.FindPhones;
import io.crier.application.phones.RegisterPhone;
import io.crier.application.phones.VerifyPhone;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The phones that receive the account's alerts. */
@Path("/v1/phones")
@Tag(name = "Phones", description = "Phones that receive alerts, verified by a code")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PhonesResource {

  @Inject RegisterPhone registerPhone;
  @Inject VerifyPhone verifyPhone;
  @Inject FindPhones findPhones;
  @Inject DeletePhone deletePhone;
  @Inject Caller caller;

  @POST
  @Idempotent
  @Creates("/v1/phones/{number}")
  @Operation(
      operationId = "registerPhone",
      summary = "Register a phone and send it a code by WhatsApp",
      description =
          "Register it again to send a new code, which replaces the last one. The number of codes"
              + " is limited per account, and per number across all accounts.")
  @APIResponse(
      responseCode = "202",
      description = "The phone; its code is on the way",
      headers = @Header(name = HttpHeaders.LOCATION),
      content = @Content(schema = @Schema(implementation = PhoneView.class)))
  @APIResponse(responseCode = "400", description = "invalid_phone_number or invalid_display_name")
  @APIResponse(
      responseCode = "402",
      description = "no_credit_left: a code costs as much as a message")
  @APIResponse(
      responseCode = "409",
      description = "phone_already_verified, phone_limit_reached or no_alert_sender")
  @APIResponse(
      responseCode = "429",
      description = "code_too_soon, too_many_codes or daily_quota_exceeded")
  public Response register(RegisterRequest request) {
    var shown =
        registerPhone.register(
            caller.actor(),
            PhoneNumber.parse(request.number()),
            Optional.ofNullable(request.displayName()));
    return Response.accepted(PhoneView.of(shown)).build();
  }

  @GET
  @Operation(
      operationId = "listPhones",
      summary = "List the phones, newest first",
      description = "All phones are on one page.")
  public Page<PhoneView> list() {
    return new Page<>(findPhones.list(caller.actor()).stream().map(PhoneView::of).toList(), null);
  }

  @GET
  @Path("/{number}")
  @Operation(operationId = "getPhone", summary = "Show a phone")
  @APIResponseSchema(value = PhoneView.class, responseDescription = "The phone")
  @APIResponse(responseCode = "400", description = "invalid_phone_number")
  @APIResponse(responseCode = "404", description = "phone_not_found")
  public PhoneView show(@Parameter(example = "+966501234567") @PathParam("number") String number) {
    return PhoneView.of(findPhones.find(caller.actor(), PhoneNumber.parse(number)));
  }

  @POST
  @Path("/{number}/verify")
  @Operation(
      operationId = "verifyPhone",
      summary = "Verify a phone with the last code sent to it",
      description = "After five wrong attempts even the right code is rejected.")
  @APIResponseSchema(value = PhoneView.class, responseDescription = "The verified phone")
  @APIResponse(responseCode = "400", description = "invalid_phone_number")
  @APIResponse(responseCode = "404", description = "phone_not_found")
  @APIResponse(responseCode = "409", description = "phone_already_verified")
  @APIResponse(responseCode = "410", description = "code_expired")
  @APIResponse(responseCode = "422", description = "invalid_code")
  @APIResponse(responseCode = "429", description = "code_used_up")
  public PhoneView verify(
      @Parameter(example = "+966501234567") @PathParam("number") String number,
      VerifyRequest request) {
    return PhoneView.of(
        verifyPhone.verify(
            caller.actor(), PhoneNumber.parse(number), new VerificationCode(request.code())));
  }

  @DELETE
  @Path("/{number}")
  @Operation(
      operationId = "deletePhone",
      summary = "Delete a phone",
      description = "Its subscriptions end, and it receives no more alerts.")
  @APIResponse(responseCode = "204", description = "The phone is deleted")
  @APIResponse(responseCode = "400", description = "invalid_phone_number")
  @APIResponse(responseCode = "404", description = "phone_not_found")
  public void delete(@Parameter(example = "+966501234567") @PathParam("number") String number) {
    deletePhone.delete(caller.actor(), PhoneNumber.parse(number));
  }

  /** A request to register a phone. */
  @Schema(name = "RegisterPhone")
  public record RegisterRequest(
      @Schema(required = true, examples = "+966501234567") String number,
      @Schema(
              description = "a name for the phone; if absent, the current name stays",
              examples = "Night shift")
          String displayName) {}

  /** The code that proves who holds the phone. */
  @Schema(name = "VerifyPhone")
  public record VerifyRequest(@Schema(required = true, examples = "493817") String code) {

    @Override
    public String toString() {
      return "Proof";
    }
  }
}
