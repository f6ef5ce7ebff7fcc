package io.crier.application.messages;

import static java.util.stream.Collectors.toMap;

import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the messages of a session in memory reveal about its pacing and its health. */
final class QueueStatistics {

  private QueueStatistics() {}

  static Messages.Trail trail(List<MessageRow> rows, Instant dayStart) {
    var tried = rows.stream().filter(row -> row.attempt().isPresent()).toList();
    var today =
        tried.stream()
            .filter(row -> !row.attempt().orElseThrow().beganAt().isBefore(dayStart))
            .toList();
    var last =
        tried.stream().max(Comparator.comparing(row -> row.attempt().orElseThrow().beganAt()));
    return new Messages.Trail(
        last.map(QueueStatistics::end),
        last.flatMap(MessageRow::attempt).map(MessageRow.Attempt::turn).orElse(0),
        today.size(),
        (int)
            today.stream()
                .filter(row -> row.attempt().orElseThrow().meets())
                .map(row -> row.message().peer())
                .distinct()
                .count());
  }

  private static Instant end(MessageRow row) {
    var progress = row.message().progress();
    var beganAt = row.attempt().orElseThrow().beganAt();
    return switch (progress.status()) {
      case SENDING -> beganAt;
      case FAILED -> progress.endedAt().orElse(beganAt);
      default -> progress.sentAt().orElse(beganAt);
    };
  }

  static Map<SessionId, Messages.QueueHealth> health(Set<SessionId> sessions, MessageRows rows) {
    return sessions.stream()
        .collect(
            toMap(
                Function.identity(),
                session -> health(rows.of(session).queue(), rows.of(session).rows().toList())));
  }

  private static Messages.QueueHealth health(List<MessageRow> queue, List<MessageRow> all) {
    var sent =
        all.stream()
            .map(row -> row.message().progress())
            .filter(progress -> progress.sentAt().isPresent())
            .toList();
    return new Messages.QueueHealth(
        queue.size(),
        queue.stream().map(row -> row.message().createdAt()).min(Comparator.naturalOrder()),
        sent.stream()
            .map(progress -> progress.sentAt().orElseThrow())
            .max(Comparator.naturalOrder()),
        sent.stream()
            .flatMap(
                progress -> Stream.of(progress.sentAt(), progress.deliveredAt(), progress.readAt()))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()));
  }
}
