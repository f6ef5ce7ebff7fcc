package io.crier.domain.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a message after it was written.
 *
 * @param earlier what it said before, oldest first: its first version, and the latest ones
 * @param editedAt when it was last edited
 * @param revokedAt when it was deleted for everyone
 */
public record Revisions(
    List<Version> earlier, Optional<Instant> editedAt, Optional<Instant> revokedAt) {

  public static final Revisions NONE = new Revisions(List.of(), Optional.empty(), Optional.empty());

  static final int MOST = 10;

  /** Of all versions: as JSON, H2 stores at most a million characters of them. */
  static final int LONGEST_TOGETHER = 140_000;

  /**
   * What a message said.
   *
   * @param at when it was written
   */
  public record Version(String text, Instant at) {}

  public Revisions {
    earlier = List.copyOf(earlier);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether this version has been replaced already. */
  boolean isOutdated(Version version) {
    return editedAt.filter(version.at()::isBefore).isPresent() || earlier.contains(version);
  }

  /**
   * It says something else from now on.
   *
   * @param before what it said
   * @param writtenAt when it was written at first
   */
  Revisions edited(String before, Instant writtenAt, Instant now) {
    var versions = new ArrayList<>(earlier);
    versions.add(new Version(before, editedAt.orElse(writtenAt)));
    while (versions.size() > MOST || versions.size() > 2 && isTooLong(versions)) {
      versions.remove(1);
    }
    return new Revisions(versions, Optional.of(now), revokedAt);
  }

  private static boolean isTooLong(List<Version> versions) {
    return versions.stream().mapToInt(it -> it.text().length()).sum() > LONGEST_TOGETHER;
  }

  Revisions revoked(Instant at) {
    return new Revisions(earlier, editedAt, Optional.of(at));
  }

  /** The same without what it said before. */
  Revisions blanked() {
    return new Revisions(List.of(), editedAt, revokedAt);
  }
}
