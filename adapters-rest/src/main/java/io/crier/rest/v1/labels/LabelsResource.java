package io.crier.rest.v1.labels;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.labels.LabelChats;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.labels.LabelView.LabelList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The labels of a session's account. */
@Path("/v1/sessions/{id}/labels")
@Tag(
    name = "Labels",
    description =
        "With labels a business account sorts its chats. They are asked for, and not kept.")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LabelsResource {

  @Inject LabelChats labelChats;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listLabels",
      summary = "List the labels of the account",
      description = "As WhatsApp has them now. They are made and changed on the phone.")
  @APIResponseSchema(value = LabelList.class, responseDescription = "All of them")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "422", description = "labels_refused")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "labels_unsupported: the engine has no labels, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent")
  public LabelList list(@PathParam("id") String id) {
    return LabelList.of(labelChats.list(caller.actor(), session(id)));
  }

  @GET
  @Path("/{label}/chats")
  @Operation(
      operationId = "listLabelledChats",
      summary = "List the chats that have a label",
      description = "As WhatsApp has them now.")
  @APIResponseSchema(value = LabelledChatList.class, responseDescription = "All of them")
  @APIResponse(responseCode = "404", description = "session_not_found or label_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "422", description = "labels_refused")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "labels_unsupported: the engine has no labels, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent")
  public LabelledChatList chats(@PathParam("id") String id, @PathParam("label") String label) {
    return new LabelledChatList(
        labelChats.chats(caller.actor(), session(id), new LabelId(label)).stream()
            .map(Recipient::text)
            .toList());
  }

  /** The chats that have a label. */
  @Schema(name = "LabelledChatList")
  public record LabelledChatList(
      @Schema(required = true, examples = "[\"+966507654321\"]") List<String> items) {}

  static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }
}
