package io.crier.whatsapp.waha;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.whatsapp.JsonTrees;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;

/** The endpoints of WAHA's API that Crier uses. Errors are thrown as {@link WahaException}. */
@RegisterProvider(JsonTrees.class)
@RegisterProvider(FileMessage.Writer.class)
@RegisterProvider(WahaException.Reader.class)
@Produces(APPLICATION_JSON)
@Consumes(APPLICATION_JSON)
public interface Waha {

  String KEY = "X-Api-Key";

  @GET
  @Path("/api/sessions/{session}")
  JsonNode session(@PathParam("session") String session, @HeaderParam(KEY) String key);

  @POST
  @Path("/api/sessions")
  JsonNode create(@HeaderParam(KEY) String key, JsonNode session);

  @PUT
  @Path("/api/sessions/{session}")
  JsonNode change(
      @PathParam("session") String session, @HeaderParam(KEY) String key, JsonNode changed);

  /**
   * @param verb start, stop or logout
   */
  @POST
  @Path("/api/sessions/{session}/{verb}")
  JsonNode control(
      @PathParam("session") String session,
      @PathParam("verb") String verb,
      @HeaderParam(KEY) String key,
      JsonNode nothing);

  @GET
  @Path("/api/{session}/auth/qr")
  JsonNode qr(
      @PathParam("session") String session,
      @QueryParam("format") String format,
      @HeaderParam(KEY) String key);

  @POST
  @Path("/api/{session}/auth/request-code")
  JsonNode code(@PathParam("session") String session, @HeaderParam(KEY) String key, JsonNode phone);

  /**
   * @param verb such as sendText or startTyping
   */
  @POST
  @Path("/api/{verb}")
  JsonNode post(@PathParam("verb") String verb, @HeaderParam(KEY) String key, JsonNode message);

  /**
   * @param verb such as sendImage
   */
  @POST
  @Path("/api/{verb}")
  JsonNode post(@PathParam("verb") String verb, @HeaderParam(KEY) String key, FileMessage message);

  @GET
  @Path("/api/{session}/chats/{chat}/messages/{id}")
  JsonNode message(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @PathParam("id") String id,
      @QueryParam("downloadMedia") boolean download,
      @HeaderParam(KEY) String key);

  @PUT
  @Path("/api/{session}/chats/{chat}/messages/{id}")
  JsonNode edit(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @PathParam("id") String id,
      @HeaderParam(KEY) String key,
      JsonNode edited);

  @DELETE
  @Path("/api/{session}/chats/{chat}/messages/{id}")
  JsonNode delete(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @PathParam("id") String id,
      @HeaderParam(KEY) String key);

  @POST
  @Path("/api/{session}/presence")
  JsonNode presence(
      @PathParam("session") String session, @HeaderParam(KEY) String key, JsonNode presence);

  @POST
  @Path("/api/{session}/presence/{chat}/subscribe")
  JsonNode watch(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @HeaderParam(KEY) String key,
      JsonNode nothing);

  @POST
  @Path("/api/{session}/calls/reject")
  JsonNode reject(
      @PathParam("session") String session, @HeaderParam(KEY) String key, JsonNode call);

  @GET
  @Path("/api/{session}/labels")
  JsonNode labels(@PathParam("session") String session, @HeaderParam(KEY) String key);

  @GET
  @Path("/api/{session}/labels/chats/{chat}")
  JsonNode labels(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @HeaderParam(KEY) String key);

  @GET
  @Path("/api/{session}/labels/{label}/chats")
  JsonNode labelledChats(
      @PathParam("session") String session,
      @PathParam("label") String label,
      @HeaderParam(KEY) String key);

  /** Replaces all labels of a chat. */
  @PUT
  @Path("/api/{session}/labels/chats/{chat}")
  JsonNode label(
      @PathParam("session") String session,
      @PathParam("chat") String chat,
      @HeaderParam(KEY) String key,
      JsonNode labels);

  @GET
  @Path("/api/{session}/channels")
  JsonNode channels(@PathParam("session") String session, @HeaderParam(KEY) String key);

  /**
   * @param channel its id, or the code of its link
   */
  @GET
  @Path("/api/{session}/channels/{channel}")
  JsonNode channel(
      @PathParam("session") String session,
      @PathParam("channel") String channel,
      @HeaderParam(KEY) String key);

  /**
   * @param verb follow or unfollow
   */
  @POST
  @Path("/api/{session}/channels/{channel}/{verb}")
  void changeChannel(
      @PathParam("session") String session,
      @PathParam("channel") String channel,
      @PathParam("verb") String verb,
      @HeaderParam(KEY) String key,
      JsonNode nothing);

  @PUT
  @Path("/api/reaction")
  JsonNode react(@HeaderParam(KEY) String key, JsonNode reaction);

  @GET
  @Path("/api/contacts/check-exists")
  JsonNode check(
      @QueryParam("phone") String phone,
      @QueryParam("session") String session,
      @HeaderParam(KEY) String key);
}
