package io.crier.bootstrap.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Violated invariants: how often, and the first examples. */
final class Violations {

  private static final int EXAMPLES = 5;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  void require(boolean holds, String invariant, Object about) {
    if (!holds && counts.merge(invariant, 1, Integer::sum) <= EXAMPLES) {
      examples.add(invariant + ": " + about);
    }
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  @Override
  public String toString() {
    return isEmpty() ? "none" : counts + "\n" + String.join("\n", examples);
  }
}
