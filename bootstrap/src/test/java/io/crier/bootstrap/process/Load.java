package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Line.Ack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Callers who send all the time, each on a connection of its own and for sessions of its own. Some
 * use idempotency keys and ask again when an answer is lost; the others never know.
 */
final class Load {

  private static final long RECONNECT_MILLIS = 50;
  private static final int RECIPIENTS = 50;

  private final int port;
  private final AtomicLong acked = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong replayed = new AtomicLong();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  Load(int port, List<Line> lines, int callers, long seed) {
    this.port = port;
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

  /** Returns once every caller has had its last answer, which needs the server. */
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

  /** How often a request was made again because its answer was lost. */
  long retried() {
    return retried.get();
  }

  /** How often the answer to that was the first one. */
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
        send(line, "text-" + number + "-" + ++count, random.nextInt(3) == 0);
      }
      disconnect();
    }

    private void send(Line line, String text, boolean keyed) {
      var headers = new HashMap<String, String>();
      headers.put("Authorization", "Bearer " + line.tenant().key());
      if (keyed) {
        headers.put("Idempotency-Key", text);
      }
      var priority =
          switch (random.nextInt(10)) {
            case 0 -> "high";
            case 1 -> "low";
            default -> "normal";
          };
      var body =
          "{\"sessionId\":\"%s\",\"to\":\"+9665%08d\",\"type\":\"text\",\"body\":\"%s\",\"priority\":\"%s\"}"
              .formatted(line.session(), random.nextInt(RECIPIENTS), text, priority);
      var id = post(headers, body, keyed);
      if (id != null) {
        line.acks().add(new Ack(id, priority));
        acked.incrementAndGet();
        if (keyed && random.nextInt(50) == 0 && !id.equals(post(headers, body, true))) {
          complaints.add("I10: " + text + " was answered with two ids");
        }
      }
    }

    /** The id that was acknowledged; null if nobody knows whether the message was accepted. */
    private UUID post(Map<String, String> headers, String body, boolean untilAnswered) {
      for (var lost = false; ; ) {
        try {
          if (wire == null) {
            wire = new Wire(port);
          }
          var answer = wire.call("POST", "/v1/messages", headers, body);
          if (answer.status() == 202) {
            if (lost && answer.replayed()) {
              replayed.incrementAndGet();
            }
            return UUID.fromString(Tenant.find("\"id\":\"([^\"]+)\"", answer.body()));
          }
          // Not there yet after a start, or overloaded, or the first request is still being kept.
          if (answer.status() != 404 && answer.status() != 503 && answer.status() != 409) {
            complaints.add(answer.status() + " " + answer.body());
            return null;
          }
          Pause.of(RECONNECT_MILLIS);
        } catch (IOException e) {
          disconnect();
          if (!untilAnswered) {
            return null;
          }
          if (!lost) {
            retried.incrementAndGet();
          }
          lost = true;
          Pause.of(RECONNECT_MILLIS);
        }
        if (!untilAnswered) {
          return null;
        }
      }
    }

    private void disconnect() {
      try {
        if (wire != null) {
          wire.close();
        }
      } catch (IOException alreadyGone) {
        // Nothing to do: it is closed either way.
      }
      wire = null;
    }
  }
}
