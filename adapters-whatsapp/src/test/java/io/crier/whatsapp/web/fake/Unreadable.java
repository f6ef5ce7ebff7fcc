package io.crier.whatsapp.web.fake;

/** Bytes that make no sense to who got them, because of a wrong key or a wrong form. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unreadable(String what) {
    super(what);
  }

  Unreadable(String what, Throwable cause) {
    super(what, cause);
  }
}
