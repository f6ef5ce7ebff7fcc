package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.domain.messages.Failure;
import io.crier.domain.sessions.Fault;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** An error response from Meta. */
public final class GraphException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int NO_CODE = -1;
  private static final Duration PAIR_RATE = Duration.ofSeconds(6);
  private static final Duration RESTRICTION = Duration.ofHours(1);

  private final int status;
  private final int code;
  private final transient Optional<Duration> retryAfter;

  GraphException(int status, int code, Optional<Duration> retryAfter) {
    super("Meta responded " + status + (code == NO_CODE ? "" : ", error " + code));
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Whether Meta has nothing under the requested id, or not any more. */
  boolean isNotFound() {
    return status == 404 || code == 100;
  }

  /** The fault, for requests that send a message. */
  Fault fault() {
    if (code != NO_CODE) {
      return faultOf(code);
    }
    return switch (status) {
      case 401, 403 -> Fault.UNLINKED;
      case 429 -> Fault.RATE_LIMITED;
      // The response of a proxy, not of Meta.
      default -> status < 500 ? Fault.ENGINE_FAILED : Fault.UNKNOWN_OUTCOME;
    };
  }

  /** The fault with Meta's code, for requests that send a message. */
  Failure failure(Fault fault) {
    return new Failure(fault, code == NO_CODE ? Optional.empty() : Optional.of(code));
  }

  /** When the request may be retried, if known. */
  Optional<Instant> until(Instant now) {
    return switch (fault()) {
      case RATE_LIMITED ->
          retryAfter
              .or(() -> code == 131056 ? Optional.of(PAIR_RATE) : Optional.empty())
              .map(now::plus);
      case RESTRICTED -> Optional.of(now.plus(RESTRICTION));
      default -> Optional.empty();
    };
  }

  /** The fault of an error code, in a response or in a later message status. */
  static Fault faultOf(int code) {
    return switch (code) {
      case 0, 3, 10, 33, 190, 131005, 131045, 133010 -> Fault.UNLINKED;
      case 4, 80007, 130429, 131056 -> Fault.RATE_LIMITED;
      case 1, 2, 131000, 131016, 131057, 133004 -> Fault.ENGINE_FAILED;
      case 368, 131031 -> Fault.BANNED;
      case 131037, 131042, 131048 -> Fault.RESTRICTED;
      case 131026 -> Fault.RECIPIENT_NOT_ON_WHATSAPP;
      case 130472, 130497, 131021, 131030, 131049, 131050 -> Fault.RECIPIENT_REFUSED;
      case 131047 -> Fault.OUTSIDE_WINDOW;
      default -> code >= 200 && code < 300 ? Fault.UNLINKED : Fault.CONTENT_REFUSED;
    };
  }

  /** Maps an error response to the exception. */
  public static final class Reader implements ResponseExceptionMapper<GraphException> {

    @Override
    public GraphException toThrowable(Response response) {
      var code = body(response).at("/error/code").asInt(NO_CODE);
      return new GraphException(response.getStatus(), code, retryAfter(response));
    }

    private static JsonNode body(Response response) {
      try {
        return response.readEntity(JsonNode.class);
      } catch (ProcessingException | IllegalStateException notJson) {
        return MissingNode.getInstance();
      }
    }

    private static Optional<Duration> retryAfter(Response response) {
      return Optional.ofNullable(response.getHeaderString(HttpHeaders.RETRY_AFTER))
          .filter(seconds -> seconds.matches("\\d{1,6}"))
          .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
  }
}
