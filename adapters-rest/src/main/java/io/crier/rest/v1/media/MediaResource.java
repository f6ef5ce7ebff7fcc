package io.crier.rest.v1.media;

import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;

import io.crier.application.media.OpenMedia;
import io.crier.domain.media.MediaId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The files of messages. */
@Path("/v1/media")
@Tag(name = "Messages")
@RequestScoped
public class MediaResource {

  @Inject OpenMedia openMedia;
  @Inject MediaLinks links;
  @Inject Caller caller;

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getMedia",
      summary = "Download a file that was sent or received",
      description =
          "Use the media url of a message or event, whose token is valid for an hour, or an API key"
              + " that is not bound to sessions. With a Range header the response is that part of"
              + " the file; several ranges at once are not supported.")
  @APIResponse(
      responseCode = "200",
      description = "The file, as an attachment",
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "206",
      description = "The part of the file in Range",
      headers = @Header(name = Download.CONTENT_RANGE, schema = @Schema(type = SchemaType.STRING)),
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "The client has it already: see If-None-Match")
  @APIResponse(responseCode = "404", description = "media_not_found")
  @APIResponse(responseCode = "410", description = "media_link_expired")
  @APIResponse(responseCode = "416", description = "range_not_satisfiable")
  public void get(
      @PathParam("id") String id,
      @Parameter(description = "the token from a media url") @QueryParam(MediaLinks.TOKEN)
          String token,
      @Parameter(description = "one range of bytes", example = "bytes=0-1023") @HeaderParam("Range")
          String range,
      @Parameter(description = "Range counts only if the file still has this ETag")
          @HeaderParam("If-Range")
          String ifRange,
      @Context Request request,
      @Suspended AsyncResponse answer)
      throws IOException {
    var media = new MediaId(Ids.parse(id, MEDIA_NOT_FOUND));
    var response =
        download(media, token)
            .response(request, Optional.ofNullable(range), Optional.ofNullable(ifRange));
    answer.setTimeout(0, TimeUnit.SECONDS);
    // A client that reads slowly does not keep a thread of the server's pool.
    Thread.startVirtualThread(() -> answer.resume(response));
  }

  private Download download(MediaId media, String token) throws IOException {
    if (token == null) {
      return Download.of(media, openMedia.open(caller.actor(), media));
    }
    var target = links.open(media, token);
    return new Download(
        media, openMedia.openLinked(target.account(), media), target.mimeType(), target.filename());
  }
}
