package io.crier.rest.v1.media;

import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;

import io.crier.application.media.OpenMedia;
import io.crier.domain.media.FileType;
import io.crier.domain.media.MediaId;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
      summary = "Download a file that was sent or received",
      description =
          "Use the media url of a message or event, whose token is valid for an hour, or an API key"
              + " that is not bound to sessions.")
  @APIResponse(
      responseCode = "200",
      description = "The file, as an attachment",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "403", description = "session_not_allowed")
  @APIResponse(responseCode = "404", description = "media_not_found")
  @APIResponse(responseCode = "410", description = "media_link_expired")
  public Response get(
      @PathParam("id") String id,
      @Parameter(description = "the token from a media url") @QueryParam(MediaLinks.TOKEN)
          String token)
      throws IOException {
    var media = new MediaId(Ids.parse(id, MEDIA_NOT_FOUND));
    if (token != null) {
      var target = links.open(media, token);
      return answer(
          openMedia.openLinked(target.account(), media), target.mimeType(), target.filename());
    }
    var bytes = new BufferedInputStream(openMedia.open(caller.actor(), media));
    bytes.mark(FileType.HEAD);
    var head = bytes.readNBytes(FileType.HEAD);
    bytes.reset();
    return answer(bytes, FileType.guess(head), Optional.empty());
  }

  private static Response answer(InputStream bytes, String mimeType, Optional<String> filename) {
    return Response.ok(bytes, mimeType)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(filename))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
        .build();
  }

  /** Percent-encodes the name (RFC 6266), so that it cannot inject header parameters. */
  private static String disposition(Optional<String> filename) {
    return filename
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(name -> "attachment; filename*=UTF-8''" + name.replace("*", "%2A"))
        .orElse("attachment");
  }
}
