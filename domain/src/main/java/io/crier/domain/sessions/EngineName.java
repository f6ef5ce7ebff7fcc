package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.UNKNOWN_ENGINE;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** The name of an engine, such as {@code simulator}. */
public record EngineName(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public static final EngineName SIMULATOR = new EngineName("simulator");

  public EngineName {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new Refused(UNKNOWN_ENGINE);
    }
  }
}
