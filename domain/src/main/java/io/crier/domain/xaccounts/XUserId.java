package io.crier.domain.xaccounts;

/** X's permanent id of an author, which does not change with the username. */
public record XUserId(long value) implements Comparable<XUserId> {

  public XUserId {
    if (value <= 0) {
      throw new IllegalArgumentException("X counts its users from 1");
    }
  }

  @Override
  public int compareTo(XUserId other) {
    return Long.compare(value, other.value);
  }
}
