package io.crier.rest.v1.chats;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.chats.ChatProblem.CHAT_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.FindChats;
import io.crier.domain.Refused;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The chats of a session. */
@Path("/v1/sessions/{id}/chats")
@Tag(
    name = "Chats",
    description =
        "The conversations of a session, with their last message and what is unread. A chat exists"
            + " from its first message that Crier has sent or received.")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ChatsResource {

  private static final String LIST = "chats";

  @Inject FindChats findChats;
  @Inject ChangeChat changeChat;
  @Inject MediaLinks links;
  @Inject Cursors cursors;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listChats",
      summary = "List the chats of a session, those with the newest messages first",
      description =
          "A group whose name is not known yet gets it from WhatsApp soon after it was listed.")
  @APIResponse(responseCode = "200", description = "A page of chats")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public Page<ChatView> list(@PathParam("id") String id, @BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        findChats.list(
            caller.actor(),
            session(id),
            query.after(cursors, LIST, text -> new MessageId(Ids.parse(text, INVALID_REQUEST))),
            query.limit()),
        chat -> chat.lastMessage().id().value().toString(),
        chat -> ChatView.of(chat, links));
  }

  @GET
  @Path("/{chat}")
  @Operation(operationId = "getChat", summary = "Show a chat")
  @APIResponseSchema(value = ChatView.class, responseDescription = "The chat")
  @APIResponse(responseCode = "404", description = "session_not_found or chat_not_found")
  public ChatView show(@PathParam("id") String id, @PathParam("chat") String chat) {
    return ChatView.of(findChats.find(caller.actor(), session(id), chat(chat)), links);
  }

  @PATCH
  @Path("/{chat}")
  @Operation(
      operationId = "changeChat",
      summary = "Mark a chat as read or unread, archive, mute or pin it, or set its timer",
      description =
          "Reading a chat tells the authors of its unread messages, at most the newest fifty, as"
              + " far as the session's engine can and is connected. The other marks are set on the"
              + " phone first, likewise. A timer, with which messages disappear, is set at WhatsApp at"
              + " once, or refused. Whatever changes is published as chat.updated.")
  @APIResponseSchema(value = ChatView.class, responseDescription = "The changed chat")
  @APIResponse(responseCode = "400", description = "invalid_chat_change")
  @APIResponse(responseCode = "404", description = "session_not_found or chat_not_found")
  @APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "422", description = "chat_refused")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "disappearing_unsupported: the engine has no timers, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent: the phone may have it")
  public ChatView change(
      @PathParam("id") String id, @PathParam("chat") String chat, ChatChangeRequest request) {
    return ChatView.of(
        changeChat.change(caller.actor(), session(id), chat(chat), request.change()), links);
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient chat(String text) {
    try {
      return Recipient.parse(text);
    } catch (Refused notOne) {
      throw new Refused(CHAT_NOT_FOUND);
    }
  }
}
