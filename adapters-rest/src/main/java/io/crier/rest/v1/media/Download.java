package io.crier.rest.v1.media;

import io.crier.application.media.StoredFile;
import io.crier.domain.media.FileType;
import io.crier.domain.media.MediaId;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file on its way to a caller, whole or in part. */
record Download(MediaId id, StoredFile file, String mimeType, Optional<String> filename) {

  static final String CONTENT_RANGE = "Content-Range";

  private static final String NOT_SHARED = "private, no-store";
  private static final int BUFFER = 16_384;

  /** A file whose type is detected from its first bytes. */
  static Download of(MediaId id, StoredFile file) throws IOException {
    var bytes = new BufferedInputStream(file);
    bytes.mark(FileType.HEAD);
    var mimeType = FileType.guess(bytes.readNBytes(FileType.HEAD));
    bytes.reset();
    return new Download(id, new StoredFile(bytes, file.size()), mimeType, Optional.empty());
  }

  /**
   * The response to a request, which closes the file.
   *
   * @param range the {@code Range} header
   * @param ifRange the {@code If-Range} header
   */
  Response response(Request request, Optional<String> range, Optional<String> ifRange)
      throws IOException {
    var unmet = request.evaluatePreconditions(tag());
    if (unmet != null) {
      file.close();
      return unmet.header(HttpHeaders.CACHE_CONTROL, NOT_SHARED).build();
    }
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      file.close();
      return headers(Response.ok(), file.size()).build();
    }
    var part =
        range
            .filter(it -> ifRange.isEmpty() || isTag(ifRange.get()))
            .flatMap(it -> ByteRange.of(it, file.size()));
    return part.isEmpty() ? whole() : partial(part.get());
  }

  private Response whole() {
    return body(Response.ok(), new ByteRange(0, file.size()));
  }

  private Response partial(ByteRange part) throws IOException {
    var contentRange = part.of(file.size());
    if (!part.isSatisfiable()) {
      file.close();
      throw new ClientErrorException(
          Response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE)
              .header(CONTENT_RANGE, contentRange)
              .build());
    }
    return body(Response.status(Status.PARTIAL_CONTENT).header(CONTENT_RANGE, contentRange), part);
  }

  private Response body(ResponseBuilder response, ByteRange part) {
    StreamingOutput body = out -> copy(part, out);
    return headers(response, part.length()).entity(body).build();
  }

  private ResponseBuilder headers(ResponseBuilder response, long length) {
    return response
        .type(mimeType)
        .tag(tag())
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition())
        .header("Accept-Ranges", "bytes")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, NOT_SHARED);
  }

  private void copy(ByteRange part, OutputStream out) throws IOException {
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

  /** A file never changes, so its id identifies its content. */
  private EntityTag tag() {
    return new EntityTag(id.value().toString());
  }

  private boolean isTag(String header) {
    return header.strip().equals("\"" + tag().getValue() + "\"");
  }

  /** Percent-encodes the name (RFC 6266), so that it cannot inject header parameters. */
  private String disposition() {
    return filename
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(name -> "attachment; filename*=UTF-8''" + name.replace("*", "%2A"))
        .orElse("attachment");
  }
}
