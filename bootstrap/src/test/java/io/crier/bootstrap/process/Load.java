package io.crier.bootstrap.process;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.bootstrap.process.Line.Ack;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Callers that send continuously, single messages and batches, each on its own connection and for
 * its own sessions. Some use idempotency keys and repeat a request when the response is lost; the
 * others do not.
 */
final class Load {

  private static final long RECONNECT_MILLIS = 50;
  private static final int RECIPIENTS = 50;
  private static final int ONE_BATCH_IN = 4;
  private static final Set<Integer> RETRYABLE = Set.of(404, 409, 503);

  private final int port;
  private final int maxBatch;
  private final long pauseMillis;
  private final AtomicLong acked = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** A message to be sent. */
  private record Draft(String text, String priority, String json) {}

  Load(int port, List<Line> lines, int callers, int maxBatch, long seed) {
    this(port, lines, callers, maxBatch, seed, 0);
  }

  /**
   * @param pauseMillis for each caller after each request
   */
  Load(int port, List<Line> lines, int callers, int maxBatch, long seed, long pauseMillis) {
    this.port = port;
    this.maxBatch = maxBatch;
    this.pauseMillis = pauseMillis;
    IntStream.range(0, Math.min(callers, lines.size()))
        .forEach(
            number -> {
              var own =
                  IntStream.range(0, lines.size())
                      .filter(line -> line % callers == number)
                      .mapToObj(lines::get)
                      .toList();
              var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + number);
              threads.add(
                  Thread.ofPlatform()
                      .name("caller-" + number)
                      .daemon()
                      .unstarted(() -> new Caller(number, own, random).run()));
            });
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Returns once every caller has received its last answer, which requires the server. */
  void stop() {
    over = true;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long acked() {
    return acked.get();
  }

  /** How often a request got no answer, or one that something went wrong. */
  long failed() {
    return failed.get();
  }

  /** How often a request was repeated because its answer was lost. */
  long retried() {
    return retried.get();
  }

  /** How often the answer to a repeated request was the first one. */
  long replayed() {
    return replayed.get();
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private final class Caller {

    private final int number;
    private final List<Line> weighted = new ArrayList<>();
    private final RandomGenerator random;
    private Wire wire;
    private int count;

    Caller(int number, List<Line> lines, RandomGenerator random) {
      this.number = number;
      this.random = random;
      lines.forEach(line -> IntStream.range(0, line.weight()).forEach(time -> weighted.add(line)));
    }

    void run() {
      while (!over) {
        var line = weighted.get(random.nextInt(weighted.size()));
        if (random.nextInt(ONE_BATCH_IN) == 0) {
          sendMany(line, 1 + random.nextInt(maxBatch));
        } else {
          sendOne(line, random.nextInt(3) == 0);
        }
        if (pauseMillis > 0) {
          Pause.of(pauseMillis);
        }
      }
      disconnect();
    }

    private void sendOne(Line line, boolean keyed) {
      var message = message(line);
      var key = keyed ? Optional.of(message.text()) : Optional.<String>empty();
      var answer = post(line, "/v1/messages", message.json(), key);
      if (answer != null) {
        var id = idOf(Json.read(answer));
        acknowledge(line, id, message.priority());
        if (keyed && random.nextInt(50) == 0) {
          var again = post(line, "/v1/messages", message.json(), key);
          if (again != null && !id.equals(idOf(Json.read(again)))) {
            complaints.add("I10: " + message.text() + " was answered with two ids");
          }
        }
      }
    }

    private void sendMany(Line line, int count) {
      var messages = Stream.generate(() -> message(line)).limit(count).toList();
      var body = messages.stream().map(Draft::json).collect(joining(",", "{\"messages\":[", "]}"));
      var key = Optional.of("batch-" + messages.getFirst().text());
      var answer = post(line, "/v1/messages/batch", body, key);
      if (answer != null) {
        var items = Json.read(answer).get("items");
        for (var i = 0; i < count; i++) {
          acknowledge(line, idOf(items.get(i).get("message")), messages.get(i).priority());
        }
      }
    }

    private void acknowledge(Line line, UUID id, String priority) {
      line.acks().add(new Ack(id, priority));
      acked.incrementAndGet();
    }

    private Draft message(Line line) {
      var text = "text-" + number + "-" + ++count;
      var priority =
          switch (random.nextInt(10)) {
            case 0 -> "high";
            case 1 -> "low";
            default -> "normal";
          };
      var json =
          "{\"sessionId\":\"%s\",\"to\":\"+9665%08d\",\"type\":\"text\",\"body\":\"%s\",\"priority\":\"%s\"}"
              .formatted(line.session(), random.nextInt(RECIPIENTS), text, priority);
      return new Draft(text, priority, json);
    }

    /** What was acknowledged; null if it is unknown whether anything was accepted. */
    private String post(Line line, String path, String body, Optional<String> key) {
      var headers = new HashMap<String, String>();
      headers.put("Authorization", "Bearer " + line.tenant().key());
      key.ifPresent(it -> headers.put("Idempotency-Key", it));
      for (var lost = false; ; ) {
        try {
          if (wire == null) {
            wire = new Wire(port);
          }
          var answer = wire.call("POST", path, headers, body);
          if (answer.isLast()) {
            disconnect();
          }
          if (answer.status() == 202 || answer.status() == 200) {
            if (lost && answer.replayed()) {
              replayed.incrementAndGet();
            }
            return answer.body();
          }
          failed.incrementAndGet();
          if (!isRetryable(answer)) {
            complaints.add(answer.status() + " " + answer.body());
            return null;
          }
          // Perhaps another node answers.
          disconnect();
          Pause.of(RECONNECT_MILLIS);
        } catch (IOException e) {
          failed.incrementAndGet();
          disconnect();
          if (key.isEmpty()) {
            return null;
          }
          if (!lost) {
            retried.incrementAndGet();
          }
          lost = true;
          Pause.of(RECONNECT_MILLIS);
        }
        if (key.isEmpty()) {
          return null;
        }
      }
    }

    private static UUID idOf(JsonNode message) {
      return UUID.fromString(message.get("id").asText());
    }

    /** The server is still starting or overloaded, or the first request is still in progress. */
    private static boolean isRetryable(Wire.Answer answer) {
      if (answer.status() != 207) {
        return RETRYABLE.contains(answer.status());
      }
      return Json.read(answer.body())
          .get("items")
          .valueStream()
          .map(item -> item.get("status").asInt())
          .allMatch(status -> status == 202 || RETRYABLE.contains(status));
    }

    private void disconnect() {
      try {
        if (wire != null) {
          wire.close();
        }
      } catch (IOException alreadyGone) {
        // The connection is closed either way.
      }
      wire = null;
    }
  }
}
