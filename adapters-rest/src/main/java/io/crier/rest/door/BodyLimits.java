package io.crier.rest.door;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rejects bodies that are too large to hold in memory, and compressed bodies. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
@ApplicationScoped
public class BodyLimits implements ContainerRequestFilter {

  @Inject
  @ConfigProperty(name = "crier.http.max-body-bytes", defaultValue = "8388608")
  int maxBytes;

  @Inject Faces faces;

  @Override
  public void filter(ContainerRequestContext request) {
    var encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new NotSupportedException();
    }
    var limit =
        faces
            .at(request.getUriInfo().getPathSegments())
            .map(face -> face.maxBodyBytes(request, maxBytes))
            .orElse((long) maxBytes);
    if (length(request) > limit) {
      throw UnreadableBody.tooLarge();
    }
    request.setEntityStream(new Limited(request.getEntityStream(), limit));
  }

  /** A body can be longer than an int can express. */
  private static long length(ContainerRequestContext request) {
    var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length != null && Characters.areDigits(length, 1, 18) ? Long.parseLong(length) : -1;
  }

  /**
   * A stream that fails once more than the limit has been read, whatever length was declared, and
   * reports a connection that fails.
   */
  static final class Limited extends FilterInputStream {

    private long left;

    Limited(InputStream body, long limit) {
      super(body);
      left = limit;
    }

    @Override
    public int read() {
      var read = read(() -> super.read());
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      var read = read(() -> super.read(bytes, offset, length));
      count(Math.max(read, 0));
      return read;
    }

    private interface Read {
      int read() throws IOException;
    }

    private static int read(Read read) {
      try {
        return read.read();
      } catch (IOException e) {
        throw UnreadableBody.brokenOff(e);
      }
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw UnreadableBody.tooLarge();
      }
    }
  }
}
