package io.crier.rest.door;

import io.crier.application.StoreUnavailable;
import io.crier.application.sessions.RunElsewhere;
import io.crier.domain.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/** The one place that turns exceptions into error responses. */
@Provider
@ApplicationScoped
public class Errors implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(Errors.class.getName());
  private static final Duration RETRY_SOON = Duration.ofSeconds(2);

  @Inject Forwarding forwarding;
  @Context HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    var requestId = RequestLog.idOf(request);
    var elsewhere = causeOf(failure, RunElsewhere.class);
    if (elsewhere.isPresent()) {
      try {
        return forwarding.forward(request, elsewhere.get());
      } catch (Refused refused) {
        return answer(refused, requestId);
      }
    }
    return causeOf(failure, Refused.class)
        .map(refused -> answer(refused, requestId))
        .or(() -> causeOf(failure, UnreadableBody.class).map(body -> answer(body, requestId)))
        .orElseGet(
            () ->
                failure instanceof WebApplicationException httpFailure
                    ? answer(httpFailure, requestId)
                    : internalError(failure, requestId));
  }

  private Response answer(Refused refused, String requestId) {
    var details = ProblemDetails.of(refused, requestId);
    var wait = refused.retryAfter().or(() -> defaultWait(details.status()));
    return answer(details, wait);
  }

  private Response answer(UnreadableBody body, String requestId) {
    if (body.getCause() != null) {
      var why = body.getCause().getMessage();
      LOG.log(Level.INFO, "request {0}: the body was not received: {1}", requestId, why);
    }
    return answer((WebApplicationException) body, requestId);
  }

  private Response answer(WebApplicationException failure, String requestId) {
    var status = failure.getResponse().getStatus();
    if (status >= 500) {
      return internalError(failure, requestId);
    }
    if (status < 400) {
      return failure.getResponse();
    }
    // JAX-RS reports a path or query parameter that does not parse as a NotFoundException with a
    // cause.
    var problem =
        failure instanceof NotFoundException && failure.getCause() != null
            ? HttpProblem.BAD_REQUEST
            : HttpProblem.of(status);
    var answer =
        Response.fromResponse(answer(ProblemDetails.of(problem, requestId), Optional.empty()));
    for (var name : List.of(HttpHeaders.ALLOW, "Content-Range")) {
      var value = failure.getResponse().getHeaderString(name);
      if (value != null) {
        answer.header(name, value);
      }
    }
    return answer.build();
  }

  private Response internalError(Throwable failure, String requestId) {
    var details = report(failure, requestId);
    return answer(details, defaultWait(details.status()));
  }

  /** Logs a failure that is no refusal, and describes it to the caller without its cause. */
  public static ProblemDetails report(Throwable failure, String requestId) {
    if (causeOf(failure, StoreUnavailable.class).isPresent()) {
      LOG.log(Level.WARNING, "request " + requestId + ": nothing can be stored", failure);
      return ProblemDetails.of(HttpProblem.SERVICE_UNAVAILABLE, requestId);
    }
    if (causeOf(failure, RejectedExecutionException.class).isPresent()) {
      LOG.log(Level.INFO, "request " + requestId + " is not answered: the server stops");
      return ProblemDetails.of(HttpProblem.SERVICE_UNAVAILABLE, requestId);
    }
    LOG.log(Level.ERROR, "request " + requestId + " failed", failure);
    return ProblemDetails.of(HttpProblem.INTERNAL_ERROR, requestId);
  }

  private Response answer(ProblemDetails details, Optional<Duration> retryAfter) {
    return Faces.render(request, details, retryAfter).response();
  }

  private static Optional<Duration> defaultWait(int status) {
    return switch (status) {
      case 429 -> Optional.of(Duration.ofMinutes(1));
      case 503 -> Optional.of(RETRY_SOON);
      default -> Optional.empty();
    };
  }

  private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type) {
    var depth = 0;
    for (var cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
