package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Line.Pace;
import io.crier.bootstrap.process.Records.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * For how long sessions sent nothing although a message waited and their pace allowed it.
 *
 * @param millis one for each submission, the shortest first
 */
record Gaps(List<Long> millis) {

  /** Those of all sessions that no daily cap holds back. */
  static Gaps of(List<Line> lines, Records records) {
    return new Gaps(
        lines.stream()
            .filter(line -> line.pace().cap() == 0)
            .flatMap(line -> of(line, records))
            .sorted()
            .toList());
  }

  private static Stream<Long> of(Line line, Records records) {
    var pause = Duration.ofMillis(longest(line.pace()));
    var ledger =
        records.ledgers.getOrDefault(line.session(), List.of()).stream()
            .filter(it -> records.byWhatsAppId.containsKey(it.whatsAppId()))
            .sorted(Comparator.comparing(Submission::at))
            .toList();
    var gaps = Stream.<Long>builder();
    var free = Instant.MIN;
    for (var submission : ledger) {
      var accepted = records.byWhatsAppId.get(submission.whatsAppId()).createdAt;
      var since = accepted.isAfter(free) ? accepted : free;
      gaps.add(Math.max(0, Duration.between(since, submission.at()).toMillis()));
      free = submission.at().plus(pause);
    }
    return gaps.build();
  }

  private static int longest(Pace pace) {
    return Math.max(pace.gapMax(), pace.restMax());
  }

  /** The longest of this part of all, which are no longer. */
  long at(double quantile) {
    return millis.get(Math.max(0, (int) Math.ceil(quantile * millis.size()) - 1));
  }

  @Override
  public String toString() {
    return millis.isEmpty()
        ? "none"
        : "p50 %,d ms, p99 %,d ms, longest %,d ms, of %,d sends"
            .formatted(at(0.5), at(0.99), at(1), millis.size());
  }
}
