package io.crier.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void delaysABrokenStreamALittleMoreEachTime() {
    assertThat(Backoff.BROKEN_STREAM.after(1, random)).isEqualTo(Duration.ofMillis(250));
    assertThat(Backoff.BROKEN_STREAM.after(4, random)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Backoff.BROKEN_STREAM.after(1_000, random)).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void doublesTheDelayOfARefusedStream() {
    assertThat(Backoff.REFUSED_STREAM.after(1, random)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Backoff.REFUSED_STREAM.after(3, random)).isEqualTo(Duration.ofSeconds(20));
    assertThat(Backoff.REFUSED_STREAM.after(100, random)).isEqualTo(Duration.ofSeconds(320));
  }

  @Test
  void retriesAnUnreachableServerAtARandomTime() {
    var waits =
        IntStream.range(0, 1_000).mapToObj(i -> Backoff.UNREACHED.after(3, random)).toList();

    assertThat(waits)
        .allSatisfy(it -> assertThat(it).isBetween(Duration.ZERO, Duration.ofSeconds(20)));
    assertThat(waits).anySatisfy(it -> assertThat(it).isGreaterThan(Duration.ofSeconds(18)));
    assertThat(waits).anySatisfy(it -> assertThat(it).isLessThan(Duration.ofSeconds(2)));
  }
}
