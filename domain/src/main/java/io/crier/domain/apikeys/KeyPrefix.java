package io.crier.domain.apikeys;

import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_NOT_FOUND;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** The first 12 characters of an API key, by which it is looked up and displayed. */
public record KeyPrefix(String value) {

  private static final Pattern FORM = Pattern.compile("cr[lt]_[0-9A-Za-z]{8}");

  public KeyPrefix {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new Refused(API_KEY_NOT_FOUND);
    }
  }
}
