package io.crier.whatsapp.web.fake;

/** Bytes that make no sense to who got them, because of a wrong key or a wrong form. */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(String what) {
    super(what);
  }

  UnreadableException(String what, Throwable cause) {
    super(what, cause);
  }
}
