package io.crier.whatsapp.waha;

import io.crier.domain.sessions.Fault;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** WAHA answers with an error. */
public final class WahaRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  WahaRefusal(int status) {
    super("WAHA answers " + status);
    this.status = status;
  }

  boolean isNotFound() {
    return status == 404;
  }

  /** Of a request after which a message may have been sent. */
  Fault fault() {
    return switch (status) {
      case 401, 403 -> Fault.UNLINKED;
      // There is no such session, or it is not in the state for this.
      case 404, 422 -> Fault.NOT_CONNECTED;
      case 413, 415 -> Fault.CONTENT_REFUSED;
      case 429 -> Fault.RATE_LIMITED;
      case 501 -> Fault.UNSUPPORTED;
      // Also what a session that has gone stale answers to every send until it is started again.
      default -> status < 500 ? Fault.ENGINE_FAILED : Fault.UNKNOWN_OUTCOME;
    };
  }

  /** Reads an error out of an answer. */
  public static final class Reader implements ResponseExceptionMapper<WahaRefusal> {

    @Override
    public WahaRefusal toThrowable(Response response) {
      return new WahaRefusal(response.getStatus());
    }
  }
}
