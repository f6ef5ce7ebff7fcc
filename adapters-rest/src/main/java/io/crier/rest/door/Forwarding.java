package io.crier.rest.door;

import static io.crier.domain.sessions.SessionProblem.OWNER_UNAVAILABLE;

import io.crier.application.sessions.Lease;
import io.crier.application.sessions.RunElsewhere;
import io.crier.domain.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Forwards requests to the node that runs the session in question, and recognizes those that other
 * nodes have forwarded to this one. The receiver identifies the caller by the caller's own key or
 * sign-in, and believes nothing that is not signed (ADR 60).
 */
@ApplicationScoped
public class Forwarding {

  static final String HEADER = "Crier-Forwarded";
  private static final String PROOF = "Crier-Answered";
  private static final System.Logger LOG = System.getLogger(Forwarding.class.getName());
  private static final Duration RETRY_AFTER = Duration.ofSeconds(3);
  private static final String RECEIVED = Forwarding.class.getName() + ".received";
  private static final String SENT = Forwarding.class.getName() + ".sent";
  private static final String TARGET = Forwarding.class.getName() + ".target";

  /** What belongs to one connection only, or is signed instead, or set by the client. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "crier-forwarded",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto");

  private static final Set<String> NOT_RETURNED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "crier-answered",
          "date",
          "keep-alive",
          "transfer-encoding");

  private final NodeClient client;
  private final NodeSignatures signatures;
  private final Lease lease;
  private final ClientLimits clientLimits;
  private final InstantSource clock;

  /** For the proxy. */
  protected Forwarding() {
    this(null, null, null, null, null);
  }

  @Inject
  Forwarding(
      NodeClient client,
      NodeSignatures signatures,
      Lease lease,
      ClientLimits clientLimits,
      InstantSource clock) {
    this.client = client;
    this.signatures = signatures;
    this.lease = lease;
    this.clientLimits = clientLimits;
    this.clock = clock;
  }

  /**
   * Recognizes a request that another node has forwarded; false if it pretends to be one, or is
   * meant for another node.
   */
  boolean admit(HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(TARGET, target(request));
    var header = request.getHeader(HEADER);
    if (header == null) {
      return true;
    }
    var node = lease.node();
    var forwarded =
        signatures
            .verify(request.getMethod(), target(request), header, clock.instant())
            .filter(it -> node != null && it.to().equals(node.id()));
    forwarded.ifPresent(
        it -> {
          request.setAttribute(RECEIVED, it);
          response.setHeader(PROOF, signatures.answer(header));
        });
    return forwarded.isPresent();
  }

  /** What the node that has forwarded this request says of it. */
  static Optional<NodeSignatures.Forwarded> received(HttpServletRequest request) {
    return Optional.ofNullable((NodeSignatures.Forwarded) request.getAttribute(RECEIVED));
  }

  /** Whether another node has answered this request, and has done what belongs to the answer. */
  public static boolean isAnsweredElsewhere(ContainerRequestContext request) {
    return request.getProperty(SENT) != null;
  }

  /** Lets another node answer the request, and returns its response. */
  Response forward(HttpServletRequest request, RunElsewhere elsewhere) {
    if (received(request).isPresent()) {
      // The session has moved in the meantime; forwarding goes only one step.
      throw new Refused(OWNER_UNAVAILABLE, RETRY_AFTER);
    }
    try {
      // RESTEasy's proxy of the request may not know its path and query once its body has arrived.
      var target = (String) request.getAttribute(TARGET);
      var body = ForwardableBodies.of(request);
      var header =
          signatures.sign(request.getMethod(), target, statement(request, elsewhere.node(), body));
      var response =
          client.send(
              elsewhere.address(),
              new NodeClient.Request(
                  request.getMethod(),
                  target,
                  Optional.ofNullable(request.getHeader(HttpHeaders.HOST)),
                  headers(request, header),
                  content(body)),
              (status, headers, answer) -> response(request, header, status, headers, answer));
      request.setAttribute(SENT, true);
      return response;
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "request {0} could not be forwarded to node {1} at {2}: {3}",
          RequestLog.idOf(request),
          elsewhere.node(),
          elsewhere.address(),
          e.getMessage());
      throw new Refused(OWNER_UNAVAILABLE, RETRY_AFTER);
    }
  }

  private NodeSignatures.Forwarded statement(
      HttpServletRequest request, String node, Optional<BodySpool> body) throws IOException {
    return new NodeSignatures.Forwarded(
        node,
        clock.instant(),
        clientLimits.addressOf(request).getHostAddress(),
        clientLimits.isSecure(request),
        digest(body.isPresent() ? body.get().read() : InputStream.nullInputStream()));
  }

  private static List<Map.Entry<String, String>> headers(
      HttpServletRequest request, String signed) {
    var headers = new ArrayList<Map.Entry<String, String>>();
    var id = RequestLog.headerOf(request);
    for (var name : Collections.list(request.getHeaderNames())) {
      if (!NOT_SENT.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase(id)) {
        Collections.list(request.getHeaders(name))
            .forEach(value -> headers.add(Map.entry(name, value)));
      }
    }
    headers.add(Map.entry(id, RequestLog.idOf(request)));
    headers.add(Map.entry(HEADER, signed));
    return headers;
  }

  private static Optional<NodeClient.Body> content(Optional<BodySpool> body) throws IOException {
    return body.isPresent()
        ? Optional.of(new NodeClient.Body(body.get().read(), body.get().size()))
        : Optional.empty();
  }

  private Response response(
      HttpServletRequest request,
      String signed,
      int status,
      List<Map.Entry<String, String>> headers,
      InputStream body)
      throws IOException {
    var proof = headers.stream().filter(it -> it.getKey().equalsIgnoreCase(PROOF)).findFirst();
    if (proof.filter(it -> signatures.isAnswer(signed, it.getValue())).isEmpty()) {
      throw new IOException("whoever answers there is not that node, status " + status);
    }
    var response = Response.status(status);
    var id = RequestLog.headerOf(request);
    headers.stream()
        .filter(it -> isReturned(it.getKey().toLowerCase(Locale.ROOT)))
        .filter(it -> !it.getKey().equalsIgnoreCase(id))
        .forEach(it -> response.header(it.getKey(), it.getValue()));
    var spool = new BodySpool();
    try {
      var bytes = new byte[8 * 1024];
      for (var read = body.read(bytes); read >= 0; read = body.read(bytes)) {
        spool.write(bytes, read);
      }
    } catch (IOException e) {
      spool.close();
      throw e;
    }
    return spool.size() == 0 ? response.build() : response.entity(output(spool)).build();
  }

  private static boolean isReturned(String header) {
    return !NOT_RETURNED.contains(header) && !header.startsWith("access-control-");
  }

  private static StreamingOutput output(BodySpool spool) {
    return output -> {
      try (spool;
          var input = spool.read()) {
        input.transferTo(output);
      }
    };
  }

  /** Path and query, as the client sent them. */
  private static String target(HttpServletRequest request) {
    var query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
  }

  static String digest(InputStream body) {
    try (body) {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = new byte[8 * 1024];
      for (var read = body.read(bytes); read >= 0; read = body.read(bytes)) {
        digest.update(bytes, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
