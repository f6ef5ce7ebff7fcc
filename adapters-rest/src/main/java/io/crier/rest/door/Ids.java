package io.crier.rest.door;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import java.util.UUID;

/** Parses ids in requests. */
public final class Ids {

  private static final int LENGTH = 36;

  private Ids() {}

  /** Parses an id. Text that is not an id is refused like an unknown id. */
  public static UUID parse(String text, Problem notFound) {
    if (text == null || !isUuid(text)) {
      throw new Refused(notFound);
    }
    return UUID.fromString(text);
  }

  /** Stricter than the JDK, which takes shorter groups as well. */
  private static boolean isUuid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (var i = 0; i < LENGTH; i++) {
      var c = text.charAt(i);
      var isRight =
          switch (i) {
            case 8, 13, 18, 23 -> c == '-';
            default -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
          };
      if (!isRight) {
        return false;
      }
    }
    return true;
  }
}
