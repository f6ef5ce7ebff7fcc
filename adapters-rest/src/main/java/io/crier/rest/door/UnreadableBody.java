package io.crier.rest.door;

import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** A body that cannot be read to its end. */
final class UnreadableBody extends ClientErrorException {

  private static final long serialVersionUID = 1L;

  private UnreadableBody(HttpProblem problem, Throwable cause) {
    super(problem.status(), cause);
  }

  static UnreadableBody tooLarge() {
    return new UnreadableBody(HttpProblem.BODY_TOO_LARGE, null);
  }

  /** A body whose connection failed or was too slow. */
  static UnreadableBody brokenOff(IOException cause) {
    return new UnreadableBody(
        cause instanceof SocketTimeoutException
            ? HttpProblem.REQUEST_TIMEOUT
            : HttpProblem.BAD_REQUEST,
        cause);
  }
}
