package io.crier.rest.outbound;

/** What was asked for could not be got; the message says why. */
public final class Unavailable extends Exception {

  private static final long serialVersionUID = 1L;

  Unavailable(String reason) {
    super(reason, null, false, false);
  }
}
