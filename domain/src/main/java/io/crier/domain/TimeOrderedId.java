package io.crier.domain;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Generates version 7 UUIDs, which are ordered by creation time (in milliseconds). */
public final class TimeOrderedId {

  private TimeOrderedId() {}

  public static UUID at(Instant now) {
    var random = ThreadLocalRandom.current();
    var high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
    var low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** When it was generated. */
  public static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
