package io.crier.whatsapp.waha;

import io.crier.domain.sessions.Fault;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** An error that WAHA answers. */
public final class WahaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  WahaException(int status) {
    super("WAHA answers " + status);
    this.status = status;
  }

  boolean isNotFound() {
    return status == 404;
  }

  /** The fault, if the request was one that sends a message. */
  Fault fault() {
    return switch (status) {
      case 401, 403 -> Fault.UNLINKED;
      // There is no such session, or its status does not allow the request.
      case 404, 422 -> Fault.NOT_CONNECTED;
      case 413, 415 -> Fault.CONTENT_REFUSED;
      case 429 -> Fault.RATE_LIMITED;
      case 501 -> Fault.UNSUPPORTED;
      // A stale session also answers this to every send, until it is restarted.
      default -> status < 500 ? Fault.ENGINE_FAILED : Fault.UNKNOWN_OUTCOME;
    };
  }

  /** Maps an answer to the error. */
  public static final class Reader implements ResponseExceptionMapper<WahaException> {

    @Override
    public WahaException toThrowable(Response response) {
      return new WahaException(response.getStatus());
    }
  }
}
