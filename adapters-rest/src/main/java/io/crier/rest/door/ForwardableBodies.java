package io.crier.rest.door;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Keeps the bodies of requests, so that they can be sent to another node, and compares those that
 * another node has sent with what it has signed.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION + 2)
@ApplicationScoped
public class ForwardableBodies implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String KEPT = ForwardableBodies.class.getName();

  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    var kept = Optional.ofNullable(ArrivingBody.spoolOf(servletRequest));
    if (kept.isEmpty() && hasBody() && !isMultipart(request.getMediaType())) {
      var body = request.getEntityStream().readAllBytes();
      var spool = new BodySpool();
      spool.write(body, body.length);
      servletRequest.setAttribute(KEPT, spool);
      request.setEntityStream(spool.read());
    }
    var forwarded = Forwarding.received(servletRequest);
    if (forwarded.isPresent()) {
      var body = of(servletRequest);
      var content = body.isPresent() ? body.get().read() : InputStream.nullInputStream();
      if (!Forwarding.digest(content).equals(forwarded.get().digest())) {
        throw UnreadableBody.brokenOff(new IOException("it is not what another node has sent"));
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (servletRequest.getAttribute(KEPT) instanceof BodySpool spool) {
      spool.close();
    }
  }

  private boolean hasBody() {
    return servletRequest.getContentLengthLong() > 0
        || servletRequest.getHeader("Transfer-Encoding") != null;
  }

  /** Files are sent only with messages, which any node accepts. */
  private static boolean isMultipart(MediaType type) {
    return type != null && type.getType().equals("multipart");
  }

  /** The body of this request, if it has one that was kept. */
  static Optional<BodySpool> of(HttpServletRequest request) {
    return Optional.ofNullable(ArrivingBody.spoolOf(request))
        .or(() -> Optional.ofNullable((BodySpool) request.getAttribute(KEPT)));
  }
}
