package io.crier.whatsapp.cloud;

import static jakarta.ws.rs.core.HttpHeaders.AUTHORIZATION;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;
import static jakarta.ws.rs.core.MediaType.MULTIPART_FORM_DATA;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.whatsapp.JsonTrees;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;

/**
 * The endpoints of Meta's Graph API that Crier uses. Errors are thrown as {@link GraphException}.
 */
@RegisterProvider(JsonTrees.class)
@RegisterProvider(FileForm.Writer.class)
@RegisterProvider(GraphException.Reader.class)
@Produces(APPLICATION_JSON)
@Consumes(APPLICATION_JSON)
public interface Graph {

  @GET
  @Path("/{version}/{phone}")
  JsonNode number(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @QueryParam("fields") String fields,
      @HeaderParam(AUTHORIZATION) String bearer);

  /** Sends a message, or marks one as read. */
  @POST
  @Path("/{version}/{phone}/messages")
  JsonNode post(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @HeaderParam(AUTHORIZATION) String bearer,
      JsonNode message);

  @POST
  @Path("/{version}/{phone}/media")
  @Consumes(MULTIPART_FORM_DATA)
  JsonNode upload(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @HeaderParam(AUTHORIZATION) String bearer,
      FileForm file);

  @GET
  @Path("/{version}/{phone}/whatsapp_business_profile")
  JsonNode profile(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @QueryParam("fields") String fields,
      @HeaderParam(AUTHORIZATION) String bearer);

  @POST
  @Path("/{version}/{phone}/whatsapp_business_profile")
  JsonNode changeProfile(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @HeaderParam(AUTHORIZATION) String bearer,
      JsonNode change);

  /** A page of those who are blocked. */
  @GET
  @Path("/{version}/{phone}/block_users")
  JsonNode blocked(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @QueryParam("after") String after,
      @HeaderParam(AUTHORIZATION) String bearer);

  @POST
  @Path("/{version}/{phone}/block_users")
  JsonNode block(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @HeaderParam(AUTHORIZATION) String bearer,
      JsonNode people);

  @DELETE
  @Path("/{version}/{phone}/block_users")
  JsonNode unblock(
      @PathParam("version") String version,
      @PathParam("phone") String phone,
      @HeaderParam(AUTHORIZATION) String bearer,
      JsonNode people);

  /** The URL of a file, valid for five minutes. */
  @GET
  @Path("/{version}/{media}")
  JsonNode file(
      @PathParam("version") String version,
      @PathParam("media") String media,
      @HeaderParam(AUTHORIZATION) String bearer);
}
