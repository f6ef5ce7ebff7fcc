package io.crier.whatsapp.waha;

import io.crier.domain.messages.Failure;
import io.crier.domain.sessions.Fault;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** An error response from WAHA. */
public final class WahaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  WahaException(int status) {
    super("WAHA responded " + status);
    this.status = status;
  }

  boolean isNotFound() {
    return status == 404;
  }

  /** The fault, for requests that send a message. */
  Fault fault() {
    return switch (status) {
      case 401, 403 -> Fault.UNLINKED;
      // The session does not exist, or its status does not allow the request.
      case 404, 422 -> Fault.NOT_CONNECTED;
      case 413, 415 -> Fault.CONTENT_REFUSED;
      case 429 -> Fault.RATE_LIMITED;
      case 501 -> Fault.UNSUPPORTED;
      // A stale session also responds 500 to every send, until it is restarted.
      default -> status < 500 ? Fault.ENGINE_FAILED : Fault.UNKNOWN_OUTCOME;
    };
  }

  /** The fault with WAHA's status. */
  Failure failure(Fault fault) {
    return new Failure(fault, Optional.of(status));
  }

  /** Maps an error response to the exception. */
  public static final class Reader implements ResponseExceptionMapper<WahaException> {

    @Override
    public WahaException toThrowable(Response response) {
      return new WahaException(response.getStatus());
    }
  }
}
