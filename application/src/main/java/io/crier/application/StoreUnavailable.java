package io.crier.application;

/**
 * Thrown when nothing can be stored or read at the moment: the database or the disk cannot be
 * reached, is overloaded, full, or accepts no changes. The same may succeed later.
 */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String what, Throwable cause) {
    super(what, cause);
  }
}
