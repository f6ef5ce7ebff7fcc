package io.crier.domain.users;

import static io.crier.domain.users.IdentityProblem.INVALID_RETURN;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** An address on this server, which no browser can take for one elsewhere. */
public record LocalPath(String value) {

  /** One slash at the beginning, and no backslash, which browsers take for a slash. */
  private static final Pattern FORM =
      Pattern.compile("/(?!/)[A-Za-z0-9._~/?#&=%+:@!$'()*,;-]{0,499}");

  /** Where people arrive who want nothing in particular. */
  public static final LocalPath HOME = new LocalPath("/");

  public LocalPath {
    if (!FORM.matcher(value).matches()) {
      throw new Refused(INVALID_RETURN);
    }
  }
}
