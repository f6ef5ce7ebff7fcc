package io.crier.whatsapp;

import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/** Distinguishes a server that is unreachable from one that does not respond. */
public final class Unreachable {

  private Unreachable() {}

  /** Whether it is certain that the request did not reach the server. */
  public static boolean isCauseOf(ProcessingException failure) {
    Throwable cause = failure;
    for (var depth = 0; cause != null && depth < 10; cause = cause.getCause(), depth++) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException
          || cause instanceof SSLHandshakeException
          // Each client library has its own class, unrelated to those of the JDK.
          || cause.getClass().getSimpleName().equals("ConnectTimeoutException")) {
        return true;
      }
    }
    return false;
  }
}
