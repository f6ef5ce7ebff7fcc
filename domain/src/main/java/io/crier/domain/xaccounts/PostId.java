package io.crier.domain.xaccounts;

import java.time.Instant;

/** The id of a post on X; it encodes when the post was made, and later posts have greater ids. */
public record PostId(long value) implements Comparable<PostId> {

  /** Less than any post. */
  public static final PostId NONE = new PostId(0);

  private static final long EPOCH_MILLIS = 1_288_834_974_657L;
  private static final int TIME_SHIFT = 22;

  public PostId {
    if (value < 0) {
      throw new IllegalArgumentException("X counts its posts from 1");
    }
  }

  /** Less than every post made at or after this time, and greater than every earlier one. */
  public static PostId justBefore(Instant time) {
    var millis = Math.max(0, time.toEpochMilli() - EPOCH_MILLIS);
    return new PostId(Math.max(0, (millis << TIME_SHIFT) - 1));
  }

  /** When the post was made, to the millisecond. */
  public Instant madeAt() {
    return Instant.ofEpochMilli((value >> TIME_SHIFT) + EPOCH_MILLIS);
  }

  public boolean isAfter(PostId other) {
    return value > other.value;
  }

  @Override
  public int compareTo(PostId other) {
    return Long.compare(value, other.value);
  }
}
