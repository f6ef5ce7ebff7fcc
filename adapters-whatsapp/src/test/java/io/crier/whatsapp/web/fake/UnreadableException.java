package io.crier.whatsapp.web.fake;

/** Bytes that cannot be decrypted or parsed. */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(String what) {
    super(what);
  }

  UnreadableException(String what, Throwable cause) {
    super(what, cause);
  }
}
