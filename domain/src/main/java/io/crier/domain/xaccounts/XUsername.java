package io.crier.domain.xaccounts;

import static io.crier.domain.xaccounts.XAccountProblem.INVALID_X_USERNAME;

import io.crier.domain.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name an author on X has at present, as it is written there; letters' case says nothing. */
public record XUsername(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{1,15}");

  public XUsername {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new Refused(INVALID_X_USERNAME);
    }
  }

  /** Reads a username with or without its {@code @}. */
  public static XUsername parse(String text) {
    return new XUsername(text != null && text.startsWith("@") ? text.substring(1) : text);
  }

  /** The same for every way to write the username. */
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
