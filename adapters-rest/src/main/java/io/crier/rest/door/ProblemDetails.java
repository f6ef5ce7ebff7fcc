package io.crier.rest.door;

import io.crier.domain.ProblemKind;
import io.crier.domain.Refused;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every error response, as defined by RFC 9457. */
@Schema(name = "Problem", description = "Problem details as defined by RFC 9457")
public record ProblemDetails(
    @Schema(required = true, examples = "about:blank") String type,
    @Schema(required = true, examples = "Not Found") String title,
    @Schema(required = true, examples = "404") int status,
    @Schema(required = true, examples = "session not found") String detail,
    @Schema(
            required = true,
            description = "stable, machine-readable error code",
            examples = "session_not_found")
        String code,
    @Schema(required = true, examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a") String requestId) {

  public static final String MEDIA_TYPE = "application/problem+json";
  static final MediaType TYPE = new MediaType("application", "problem+json");

  public static ProblemDetails of(Refused refused, String requestId) {
    var problem = refused.problem();
    return of(status(problem.kind()), refused.getMessage(), problem.code(), requestId);
  }

  static ProblemDetails of(HttpProblem problem, String requestId) {
    return of(problem.status(), problem.message(), problem.code(), requestId);
  }

  /** The HTTP status of a kind. A new kind does not compile until it has one. */
  public static int status(ProblemKind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case UNPAID -> 402;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case GONE -> 410;
      case TOO_LARGE -> 413;
      case UNPROCESSABLE -> 422;
      case OVER_LIMIT -> 429;
      case UNSUPPORTED -> 501;
      case UNAVAILABLE -> 503;
    };
  }

  private static ProblemDetails of(int status, String detail, String code, String requestId) {
    return new ProblemDetails("about:blank", title(status), status, detail, code, requestId);
  }

  /** The name of a status. */
  public static String title(int status) {
    var known = Response.Status.fromStatusCode(status);
    return known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }
}
