package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.profiles.ProfileProblem.INVALID_PICTURE;
import static io.crier.domain.profiles.ProfileProblem.INVALID_PROFILE;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the people of the simulated WhatsApp show of themselves, for an admin's tests. */
@Path("/simulator/sessions/{id}/people/{person}/profile")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorProfilesResource {

  private static final TextRule TEXT = TextRule.text(0, 512);
  private static final int MOST = 10;

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @PUT
  @Operation(
      operationId = "setSimulatedProfile",
      summary = "Somebody changes what WhatsApp shows of them",
      description = "Until the server restarts. What is absent is not shown.")
  @APIResponse(responseCode = "204", description = "It is shown")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_profile, invalid_picture or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public Response set(
      @PathParam("person") @Parameter(description = "Who") String person,
      @RequestBody(required = true) PersonRequest request) {
    var session = sessions.find(caller, id);
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    simulator.show(session, Recipient.parse(person), request.profile(), request.image());
    return Response.noContent().build();
  }

  /** What is shown of a person; what is absent is not. */
  @Schema(name = "SimulatorProfile")
  public record PersonRequest(
      @Schema(examples = "Hey there! I am using WhatsApp.", maxLength = 139) String about,
      @Schema(description = "a JPEG, PNG or WebP in Base64", examples = "iVBORw0KGgo=")
          String picture,
      @Schema(description = "what a business tells about itself") BusinessRequest business) {

    Profile profile() {
      return new Profile(
          Optional.empty(),
          Profile.ABOUT.require("about", Optional.ofNullable(about), INVALID_PROFILE),
          Optional.ofNullable(business).map(BusinessRequest::business));
    }

    Optional<Picture> image() {
      return Optional.ofNullable(picture).map(PersonRequest::read);
    }

    private static Picture read(String base64) {
      try {
        return Picture.read(Base64.getDecoder().decode(base64))
            .orElseThrow(() -> new Refused(INVALID_PICTURE));
      } catch (IllegalArgumentException e) {
        throw new Refused(INVALID_PICTURE, "picture: is not Base64");
      }
    }
  }

  /** What a business tells about itself. */
  @Schema(name = "SimulatorBusiness")
  public record BusinessRequest(
      @Schema(examples = "Bread and cakes", maxLength = 512) String description,
      @Schema(examples = "King Fahd Road 1, Riyadh", maxLength = 512) String address,
      @Schema(examples = "hello@bakery.example", maxLength = 512) String email,
      @Schema(examples = "[\"https://bakery.example\"]", maxItems = 10) List<String> websites,
      @Schema(examples = "[\"Bakery\"]", maxItems = 10) List<String> categories) {

    BusinessProfile business() {
      return new BusinessProfile(
          text("description", description),
          text("address", address),
          text("email", email),
          texts("websites", websites),
          texts("categories", categories));
    }

    private static Optional<String> text(String field, String text) {
      return TEXT.require(field, Optional.ofNullable(text), INVALID_PROFILE);
    }

    private static List<String> texts(String field, List<String> texts) {
      var given = Optional.ofNullable(texts).orElse(List.of());
      if (given.size() > MOST) {
        throw new Refused(INVALID_PROFILE, field + ": expected at most " + MOST);
      }
      given.forEach(text -> TEXT.require(field, text, INVALID_PROFILE));
      return given;
    }
  }
}
