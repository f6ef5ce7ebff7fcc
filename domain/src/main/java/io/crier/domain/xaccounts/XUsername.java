package io.crier.domain.xaccounts;

import static io.crier.domain.xaccounts.XAccountProblem.INVALID_X_USERNAME;

import io.crier.domain.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/** The present name of an author on X, in the author's spelling; compared ignoring case. */
public record XUsername(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{1,15}");

  public XUsername {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new Refused(INVALID_X_USERNAME);
    }
  }

  /** Parses a username with or without its {@code @}. */
  public static XUsername parse(String text) {
    return new XUsername(text != null && text.startsWith("@") ? text.substring(1) : text);
  }

  /** The same for all spellings of the username. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XUsername username && key().equals(username.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }
}
