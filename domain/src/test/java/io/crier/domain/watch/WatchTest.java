package io.crier.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final XAccount AUTHOR = XFixture.author(1);

  private final Watch watch = Watch.from(AUTHOR, PostId.justBefore(NOON), NOON);

  @Test
  void learnsHowOftenAnAuthorPosts() {
    var posts =
        IntStream.range(0, 30 * 12)
            .mapToObj(i -> XFixture.post(AUTHOR, NOON.plus(Duration.ofHours(2L * i))))
            .toList();

    var rate = watch.posted(posts).rate().at(NOON.plus(Duration.ofDays(30)));

    assertThat(rate).isCloseTo(12, within(0.5));
  }

  @Test
  void halvesTheExpectedRateAfterThreeDaysOfSilence() {
    var posting = watch.posted(List.of(XFixture.post(AUTHOR, NOON)));

    assertThat(posting.rate().at(NOON.plus(Duration.ofDays(3))))
        .isCloseTo(posting.rate().at(NOON) / 2, within(0.0001));
  }

  @Test
  void computesTheSameRateInAnyOrderOfPosts() {
    var one = XFixture.post(AUTHOR, NOON);
    var other = XFixture.post(AUTHOR, NOON.plus(Duration.ofDays(1)));

    var inOrder = watch.posted(List.of(one, other));
    var later = watch.posted(List.of(other)).posted(List.of(one));

    assertThat(later.lastPostAt()).isEqualTo(inOrder.lastPostAt());
    assertThat(later.rate().postsPerDay()).isCloseTo(inOrder.rate().postsPerDay(), within(0.0001));
  }

  @Test
  void neverMovesAWatermarkBack() {
    var read = watch.readTo(new PostId(PostId.justBefore(NOON).value() + 5));

    assertThat(read.readTo(PostId.NONE).watermark()).isEqualTo(read.watermark());
  }

  @Test
  void resetsMissesOnASuccessfulCheck() {
    var missing = watch.missed(NOON).missed(NOON.plusSeconds(60));
    assertThat(missing.misses().count()).isEqualTo(2);
    assertThat(missing.misses().since()).contains(NOON);

    var seen = missing.checked(NOON.plusSeconds(120));

    assertThat(seen.misses()).isEqualTo(Watch.Misses.NONE);
    assertThat(seen.lastCheckedAt()).contains(NOON.plusSeconds(120));
  }
}
