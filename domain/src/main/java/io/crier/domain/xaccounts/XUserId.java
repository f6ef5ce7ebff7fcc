package io.crier.domain.xaccounts;

/** The number under which X knows an author for ever, whatever the username becomes. */
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
