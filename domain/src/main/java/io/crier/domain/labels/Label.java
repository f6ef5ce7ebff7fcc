package io.crier.domain.labels;

import io.crier.domain.TextRule;

/**
 * A label of a business account.
 *
 * @param color the number of its color, from 0
 */
public record Label(LabelId id, String name, int color) {

  /** Longer than WhatsApp's names of labels. */
  public static final TextRule NAME = TextRule.line(100);

  public static final int MOST_COLORS = 20;
}
