package io.crier.rest.v1.labels;

import static io.crier.domain.chats.ChatProblem.CHAT_NOT_FOUND;

import io.crier.application.labels.LabelChats;
import io.crier.domain.Refused;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.labels.LabelView.LabelList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The labels of a chat. */
@Path("/v1/sessions/{id}/chats/{chat}/labels")
@Tag(name = "Labels")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "404", description = "session_not_found or chat_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "labels_refused")
@APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "labels_unsupported: the engine has no labels, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
public class ChatLabelsResource {

  @Inject LabelChats labelChats;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listChatLabels",
      summary = "List the labels of a chat",
      description = "As WhatsApp has them now.")
  @APIResponseSchema(value = LabelList.class, responseDescription = "All of them")
  public LabelList list(@PathParam("id") String id, @PathParam("chat") String chat) {
    return LabelList.of(labelChats.of(caller.actor(), LabelsResource.session(id), chat(chat)));
  }

  @PUT
  @Path("/{label}")
  @Operation(
      operationId = "addChatLabel",
      summary = "Assign a label to a chat",
      description = "Published as label.assigned once WhatsApp tells of it.")
  @APIResponse(responseCode = "204", description = "The chat has the label")
  @APIResponse(
      responseCode = "404",
      description = "session_not_found, chat_not_found or label_not_found")
  @APIResponse(
      responseCode = "429",
      description = "too_many_label_changes or rate_limited_by_whatsapp")
  public void add(
      @PathParam("id") String id,
      @PathParam("chat") String chat,
      @PathParam("label") String label) {
    change(id, chat, label, true);
  }

  @DELETE
  @Path("/{label}")
  @Operation(
      operationId = "removeChatLabel",
      summary = "Remove a label from a chat",
      description = "Published as label.removed once WhatsApp tells of it.")
  @APIResponse(responseCode = "204", description = "The chat does not have the label")
  @APIResponse(
      responseCode = "404",
      description = "session_not_found, chat_not_found or label_not_found")
  @APIResponse(
      responseCode = "429",
      description = "too_many_label_changes or rate_limited_by_whatsapp")
  public void remove(
      @PathParam("id") String id,
      @PathParam("chat") String chat,
      @PathParam("label") String label) {
    change(id, chat, label, false);
  }

  private void change(String id, String chat, String label, boolean assigned) {
    labelChats.change(
        caller.actor(), LabelsResource.session(id), chat(chat), new LabelId(label), assigned);
  }

  private static Recipient chat(String text) {
    try {
      return Recipient.parse(text);
    } catch (Refused notOne) {
      throw new Refused(CHAT_NOT_FOUND);
    }
  }
}
