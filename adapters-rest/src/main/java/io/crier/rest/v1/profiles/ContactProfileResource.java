package io.crier.rest.v1.profiles;

import static io.crier.domain.chats.ChatProblem.CONTACT_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.profiles.FindProfile;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The profiles of people whom a session knows, or could know. */
@Path("/v1/sessions/{id}/contacts/{contact}/profile")
@Tag(name = "Profiles")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "400", description = "not_a_person")
@APIResponse(responseCode = "404", description = "session_not_found or contact_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "profile_refused")
@APIResponse(
    responseCode = "429",
    description = "too_many_profile_requests or rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "profiles_unsupported: the engine cannot do this, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent")
public class ContactProfileResource {

  @Inject FindProfile findProfile;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getContactProfile",
      summary = "Show what WhatsApp shows of somebody",
      description =
          "Asks WhatsApp; what a person does not show to the session's number is left out. The name"
              + " is the one that they have written under.")
  @APIResponseSchema(value = WhatsAppProfileView.class, responseDescription = "The profile")
  public WhatsAppProfileView show(
      @PathParam("id") String id, @PathParam("contact") String contact) {
    return WhatsAppProfileView.of(
        findProfile.ofContact(caller.actor(), session(id), contact(contact)));
  }

  @GET
  @Path("/picture")
  @Produces({"image/jpeg", "image/png", "image/webp"})
  @Operation(operationId = "getContactPicture", summary = "Show the picture of somebody")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = "image/jpeg",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "404",
      description = "session_not_found, contact_not_found or picture_not_found")
  public Response picture(@PathParam("id") String id, @PathParam("contact") String contact) {
    return PictureResponse.of(
        findProfile.pictureOfContact(caller.actor(), session(id), contact(contact)));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient contact(String text) {
    try {
      return Recipient.parse(text);
    } catch (Refused notOne) {
      throw new Refused(CONTACT_NOT_FOUND);
    }
  }
}
