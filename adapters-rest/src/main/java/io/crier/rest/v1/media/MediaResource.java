package io.crier.rest.v1.media;

import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;

import io.crier.application.media.OpenMedia;
import io.crier.application.media.StoredFile;
import io.crier.domain.media.FileType;
import io.crier.domain.media.MediaId;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

  private static final String RANGE = "Range";
  private static final String CONTENT_RANGE = "Content-Range";
  private static final int BUFFER = 16_384;

  @Inject OpenMedia openMedia;
  @Inject MediaLinks links;
  @Inject Caller caller;

  @GET
  @Path("/{id}")
  @Operation(
      summary = "Download a file that was sent or received",
      description =
          "Use the media url of a message or event, whose token is valid for an hour, or an API key"
              + " that is not bound to sessions. With a Range header the response is that part of the"
              + " file; several ranges at once are not supported.")
  @APIResponse(
      responseCode = "200",
      description = "The file, as an attachment",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "206",
      description = "The part of the file in Range",
      headers = @Header(name = CONTENT_RANGE, schema = @Schema(type = SchemaType.STRING)),
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "The client has it already: see If-None-Match")
  @APIResponse(responseCode = "403", description = "session_not_allowed")
  @APIResponse(responseCode = "404", description = "media_not_found")
  @APIResponse(responseCode = "410", description = "media_link_expired")
  @APIResponse(responseCode = "416", description = "range_not_satisfiable")
  public Response get(
      @PathParam("id") String id,
      @Parameter(description = "the token from a media url") @QueryParam(MediaLinks.TOKEN)
          String token,
      @Parameter(description = "one range of bytes", example = "bytes=0-1023") @HeaderParam(RANGE)
          String range,
      @Parameter(description = "Range counts only if the file still has this ETag")
          @HeaderParam("If-Range")
          String ifRange,
      @Context Request request)
      throws IOException {
    var media = new MediaId(Ids.parse(id, MEDIA_NOT_FOUND));
    if (token != null) {
      var target = links.open(media, token);
      return answer(
          new Download(
              media,
              openMedia.openLinked(target.account(), media),
              target.mimeType(),
              target.filename()),
          rangeOf(media, range, ifRange),
          request);
    }
    var file = openMedia.open(caller.actor(), media);
    var bytes = new BufferedInputStream(file);
    bytes.mark(FileType.HEAD);
    var mimeType = FileType.guess(bytes.readNBytes(FileType.HEAD));
    bytes.reset();
    return answer(
        new Download(media, new StoredFile(bytes, file.size()), mimeType, Optional.empty()),
        rangeOf(media, range, ifRange),
        request);
  }

  /** A file never changes, so its id identifies its content. */
  private static EntityTag tag(MediaId id) {
    return new EntityTag(id.value().toString());
  }

  private static String rangeOf(MediaId id, String range, String ifRange) {
    return ifRange == null || ifRange.strip().equals("\"" + tag(id).getValue() + "\"")
        ? range
        : null;
  }

  /** What a file is sent with. */
  private record Download(
      MediaId id, StoredFile file, String mimeType, Optional<String> filename) {}

  private static Response answer(Download download, String header, Request request)
      throws IOException {
    var tag = tag(download.id());
    var size = download.file().size();
    var unmet = request.evaluatePreconditions(tag);
    var isHead = request.getMethod().equals(HttpMethod.HEAD);
    var range = ByteRange.of(isHead ? null : header, size);
    if (unmet != null) {
      download.file().close();
      return unmet.build();
    }
    if (range.filter(it -> !it.isSatisfiable()).isPresent()) {
      download.file().close();
      throw new ClientErrorException(
          Response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE)
              .header(CONTENT_RANGE, range.get().of(size))
              .build());
    }
    var part = range.orElse(new ByteRange(0, size));
    var response =
        Response.status(range.isPresent() ? Status.PARTIAL_CONTENT : Status.OK)
            .type(download.mimeType())
            .tag(tag)
            .header(HttpHeaders.CONTENT_LENGTH, part.length())
            .header(HttpHeaders.CONTENT_DISPOSITION, disposition(download.filename()))
            .header("Accept-Ranges", "bytes")
            .header("X-Content-Type-Options", "nosniff")
            .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    range.ifPresent(it -> response.header(CONTENT_RANGE, it.of(size)));
    if (isHead) {
      download.file().close();
    } else {
      response.entity((StreamingOutput) out -> copy(download.file(), part, out));
    }
    return response.build();
  }

  private static void copy(InputStream file, ByteRange part, OutputStream out) throws IOException {
    try (file) {
      file.skipNBytes(part.first());
      var buffer = new byte[BUFFER];
      for (var left = part.length(); left > 0; ) {
        var read = file.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException("the file is shorter than it was");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  /** Percent-encodes the name (RFC 6266), so that it cannot inject header parameters. */
  private static String disposition(Optional<String> filename) {
    return filename
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(name -> "attachment; filename*=UTF-8''" + name.replace("*", "%2A"))
        .orElse("attachment");
  }
}
