package io.crier.domain.labels;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** WhatsApp's id of a label, such as {@code 5}. */
public record LabelId(String value) {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public LabelId {
    if (value == null || !VALID.matcher(value).matches()) {
      throw new Refused(LabelProblem.LABEL_NOT_FOUND);
    }
  }
}
