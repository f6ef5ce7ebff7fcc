package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the holder of a session does with chats on the simulated phone, for an admin's tests. */
@Path("/simulator/sessions/{id}/phone/chats")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorPhoneResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "changeChatOnSimulatedPhone",
      summary = "The holder of the session reads, archives, mutes or pins a chat on the phone",
      description =
          "Or somebody sets when its messages disappear. Crier is told of it, as by linked"
              + " devices.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_chat_change or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response change(@RequestBody(required = true) PhoneChatRequest request) {
    var session = session();
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    simulator.changeOnPhone(session, Recipient.parse(request.chat()), request.change());
    return Response.accepted().build();
  }

  @GET
  @Operation(
      operationId = "listChatsOnSimulatedPhone",
      summary = "List how the phone of the session marks its chats",
      description = "Those that were marked there or through Crier, until the server restarts.")
  @APIResponseSchema(value = MarkedChatList.class, responseDescription = "By chat")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public MarkedChatList list() {
    return new MarkedChatList(
        simulator.marks(session()).entrySet().stream()
            .map(it -> MarkedChat.of(it.getKey(), it.getValue()))
            .sorted(Comparator.comparing(MarkedChat::chat))
            .toList());
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  /** How the phone marks a chat. */
  @Schema(name = "SimulatedChat")
  public record MarkedChat(
      @Schema(required = true, examples = "+966507654321") String chat,
      @Schema(required = true, examples = "true") boolean archived,
      @Schema(required = true, examples = "false") boolean muted,
      @Schema(required = true, examples = "false") boolean pinned,
      @Schema(required = true, examples = "false") boolean unread) {

    static MarkedChat of(Recipient chat, ChatChange marks) {
      return new MarkedChat(
          chat.text(),
          marks.archived().orElse(false),
          marks.muted().orElse(false),
          marks.pinned().orElse(false),
          !marks.read().orElse(true));
    }
  }

  /** How the phone marks its chats. */
  @Schema(name = "SimulatedChatList")
  public record MarkedChatList(@Schema(required = true) List<MarkedChat> items) {}

  /** What is done to a chat; what is absent stays. */
  @Schema(name = "SimulatorPhoneChat")
  public record PhoneChatRequest(
      @Schema(
              required = true,
              description = "whose chat with the session it is",
              examples = "+966507654321")
          String chat,
      @Schema(description = "whether it is read, or marked as unread") Boolean read,
      @Schema(description = "whether it is archived") Boolean archived,
      @Schema(description = "whether it is muted") Boolean muted,
      @Schema(description = "whether it is pinned") Boolean pinned,
      @Schema(
              description =
                  "after how long its messages disappear: 0 for never, a day, a week or 90 days",
              enumeration = {"0", "86400", "604800", "7776000"},
              examples = "604800")
          Integer disappearingSeconds) {

    ChatChange change() {
      return ChatChange.requested(
          Optional.ofNullable(read),
          Optional.ofNullable(archived),
          Optional.ofNullable(muted),
          Optional.ofNullable(pinned),
          Optional.ofNullable(disappearingSeconds));
    }
  }
}
