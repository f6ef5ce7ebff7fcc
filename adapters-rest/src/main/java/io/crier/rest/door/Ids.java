package io.crier.rest.door;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses ids in requests. */
public final class Ids {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Ids() {}

  /** Parses an id. Text that is not an id is refused like an unknown id. */
  public static UUID parse(String text, Problem notFound) {
    if (text == null || !UUID_TEXT.matcher(text).matches()) {
      throw new Refused(notFound);
    }
    return UUID.fromString(text);
  }
}
