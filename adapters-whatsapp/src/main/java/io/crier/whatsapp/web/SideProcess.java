package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.Batcher;
import io.crier.application.TimerWheel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that speaks to WhatsApp for all sessions: started when one needs it, watched, and
 * started anew for the next that needs it after it has ended. Both sides say one line of JSON at a
 * time; a line may ask, and is answered under the number it asked with.
 */
final class SideProcess implements AutoCloseable {

  /** Answers of nobody: the process ended, or did not answer in time. */
  static final String ENDED = "ended";

  static final String SILENT = "silent";

  private static final Logger LOG = System.getLogger(SideProcess.class.getName());
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PING = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(5);
  private static final int MOST_LINES = 100;

  private final Launcher launcher;
  private final ObjectNode greeting;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final AtomicLong connections = new AtomicLong();
  private Life life;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private boolean closed;

  /** One session's connection, as far as the process knows it. */
  interface Listener {

    /** The process says something of the connection, or asks for it; not to be held up. */
    void heard(ObjectNode line);

    /** Nothing more will be heard. */
    void ended();
  }

  /** It cannot be had now. */
  static final class Unready extends Exception {
    private final transient Duration retryAfter;

    private Unready(String reason, Duration retryAfter) {
      super(reason);
      this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }

  /**
   * @param greeting the first line that each process is told
   */
  SideProcess(
      Launcher launcher,
      ObjectNode greeting,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    this.launcher = launcher;
    this.greeting = greeting;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
  }

  static ObjectNode line(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }

  long nextConnection() {
    return connections.incrementAndGet();
  }

  /** The running process, started if there is none. */
  synchronized Life life() throws Unready {
    if (life != null && life.isRunning()) {
      return life;
    }
    var now = clock.instant();
    if (closed || now.isBefore(notBefore)) {
      throw new Unready(
          "it ended a moment ago", closed ? LONGEST_WAIT : Duration.between(now, notBefore));
    }
    try {
      life = new Life(launcher.launch());
    } catch (IOException e) {
      throw new Unready(launcher.missing().orElse(e.getMessage()), failedAt(now));
    }
    life.begin();
    return life;
  }

  /** Ends the process. */
  @Override
  public void close() {
    Life last;
    synchronized (this) {
      closed = true;
      last = life;
    }
    if (last != null) {
      last.kill();
      last.awaitEnd();
    }
  }

  private synchronized void ended(Life over) {
    var now = clock.instant();
    if (!over.began.plus(STABLE).isAfter(now)) {
      failures = 0;
    }
    if (!closed) {
      failedAt(now);
      LOG.log(Level.WARNING, "the process of the web engine ended; it is started anew when needed");
    }
  }

  /** At once after the first failure, and then later each time. */
  private Duration failedAt(Instant now) {
    var wait = failures == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 1, 6));
    failures++;
    wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    notBefore = now.plus(wait);
    return wait;
  }

  /** From the process's start to its end. */
  final class Life {

    private final Process process;
    private final OutputStream input;
    private final Instant began = clock.instant();
    private final Batcher<ObjectNode> lines =
        new Batcher<>(executor, MOST_LINES, Integer.MAX_VALUE, this::write);
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();
    private final Thread reader =
        Thread.ofPlatform().daemon().name("whatsapp-web").unstarted(this::read);
    private volatile Instant heard = began;
    private volatile boolean over;

    private Life(Process process) {
      this.process = process;
      this.input = process.getOutputStream();
    }

    private void begin() {
      tell(greeting);
      reader.start();
      wheel.schedule(clock.instant().plus(PING), this::watch);
    }

    boolean isRunning() {
      return !over;
    }

    /** From now on the connection hears what concerns it. */
    void add(long connection, Listener listener) {
      listeners.put(connection, listener);
      if (over && listeners.remove(connection, listener)) {
        listener.ended();
      }
    }

    void remove(long connection) {
      listeners.remove(connection);
    }

    void tell(ObjectNode line) {
      lines.offer(line);
    }

    /** The answer; or, as its {@code fault}, that none came. */
    CompletableFuture<JsonNode> ask(ObjectNode line, Duration patience) {
      var number = questions.incrementAndGet();
      var answer = new CompletableFuture<JsonNode>();
      asked.put(number, answer);
      var timer =
          wheel.schedule(
              clock.instant().plus(patience), () -> answer.complete(line("fault", SILENT)));
      answer.whenComplete(
          (said, failure) -> {
            timer.cancel();
            asked.remove(number);
          });
      tell(line.put("ask", number));
      if (over) {
        answer.complete(line("fault", ENDED));
      }
      return answer;
    }

    void kill() {
      process.destroyForcibly();
    }

    private void awaitEnd() {
      try {
        reader.join(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** A line that cannot be written is one that is not answered. */
    private void write(List<ObjectNode> batch) {
      try {
        for (var line : batch) {
          input.write(JSON.writeValueAsBytes(line));
          input.write('\n');
        }
        input.flush();
      } catch (IOException e) {
        kill();
      }
    }

    private void read() {
      try (var output =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
          heard = clock.instant();
          hear(line);
        }
      } catch (IOException e) {
        // as if it had ended
      } finally {
        end();
      }
    }

    private void hear(String text) {
      try {
        if (!(JSON.readTree(text) instanceof ObjectNode line)) {
          throw new IllegalArgumentException("not an object");
        }
        route(line);
      } catch (JacksonException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "the process of the web engine said something unreadable, of {0} characters",
            text.length());
      }
    }

    private void route(ObjectNode line) {
      if (line.has("answer")) {
        var question = asked.get(line.get("answer").longValue());
        if (question != null) {
          question.complete(line);
        }
      } else if (line.has("c")) {
        var listener = listeners.get(line.get("c").longValue());
        if (listener != null) {
          listener.heard(line);
        } else if (line.has("ask")) {
          tell(answer(line).put("error", "closed"));
        }
      } else if (line.path("event").asText().equals("failed")) {
        LOG.log(
            Level.WARNING,
            "something failed in the process of the web engine: {0}",
            line.path("kind").asText());
      }
    }

    /** A process that says nothing for long does nothing either. */
    private void watch() {
      if (over) {
        return;
      }
      if (heard.plus(SILENCE).isBefore(clock.instant())) {
        LOG.log(Level.WARNING, "the process of the web engine is silent, and killed");
        kill();
        return;
      }
      ask(line("do", "ping"), PING);
      wheel.schedule(clock.instant().plus(PING), this::watch);
    }

    private void end() {
      kill();
      over = true;
      SideProcess.this.ended(this);
      asked.values().forEach(question -> question.complete(line("fault", ENDED)));
      listeners
          .keySet()
          .forEach(
              connection -> {
                var listener = listeners.remove(connection);
                if (listener != null) {
                  listener.ended();
                }
              });
    }
  }

  /** The beginning of an answer to a line that asks. */
  static ObjectNode answer(ObjectNode question) {
    return JSON.createObjectNode().put("answer", question.get("ask").longValue());
  }
}
