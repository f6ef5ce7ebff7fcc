package io.crier.whatsapp;

import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/** A server that cannot be reached, in contrast to one whose answer does not come. */
public final class Unreachable {

  private Unreachable() {}

  /** Whether the request has certainly not been read by anybody. */
  public static boolean isCauseOf(ProcessingException failure) {
    Throwable cause = failure;
    for (var depth = 0; cause != null && depth < 10; cause = cause.getCause(), depth++) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException
          || cause instanceof SSLHandshakeException
          // Each client library has one of its own, and none is related to the JDK's.
          || cause.getClass().getSimpleName().equals("ConnectTimeoutException")) {
        return true;
      }
    }
    return false;
  }
}
