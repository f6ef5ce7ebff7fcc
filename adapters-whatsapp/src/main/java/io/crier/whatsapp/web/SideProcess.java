package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.Batcher;
import io.crier.whatsapp.Scheduler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that speaks to WhatsApp for all sessions. It is started when a session needs it,
 * watched, and restarted when needed after it ended. Both sides write lines of JSON; a line that
 * asks has a number, and so does its answer.
 */
final class SideProcess implements AutoCloseable {

  /** The faults of answers that did not come: the process ended, or the time was over. */
  static final String ENDED = "ended";

  static final String TIMED_OUT = "timed_out";

  private static final Logger LOG = System.getLogger(SideProcess.class.getName());
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
  private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
  private static final Duration STABLE_AFTER = Duration.ofMinutes(1);
  private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_LINES = 100;

  private final Launcher launcher;
  private final ObjectNode startLine;
  private final Scheduler scheduler;
  private final AtomicLong connections = new AtomicLong();
  private Instance instance;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private boolean closed;

  /** One session's connection, as far as the process knows it. */
  interface Listener {

    /** The process writes a line about the connection; must return at once. */
    void received(ObjectNode line);

    /** There will be no more lines. */
    void ended();
  }

  /** The process cannot be started now. */
  static final class Unavailable extends Exception {
    private final transient Duration retryAfter;

    private Unavailable(String reason, Duration retryAfter) {
      super(reason);
      this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }

  /**
   * @param startLine the first line that each process gets
   */
  SideProcess(Launcher launcher, ObjectNode startLine, Scheduler scheduler) {
    this.launcher = launcher;
    this.startLine = startLine;
    this.scheduler = scheduler;
  }

  static ObjectNode line(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }

  long nextConnection() {
    return connections.incrementAndGet();
  }

  /** The running process, started if there is none. */
  synchronized Instance instance() throws Unavailable {
    if (instance != null && instance.isRunning()) {
      return instance;
    }
    var now = scheduler.now();
    if (closed || now.isBefore(notBefore)) {
      throw new Unavailable(
          "it has just ended", closed ? MAX_BACKOFF : Duration.between(now, notBefore));
    }
    try {
      instance = new Instance(launcher.launch());
    } catch (IOException e) {
      throw new Unavailable(launcher.missing().orElse(e.getMessage()), backOff(now));
    }
    instance.begin();
    return instance;
  }

  /** Ends the process. */
  @Override
  public void close() {
    Instance last;
    synchronized (this) {
      closed = true;
      last = instance;
    }
    if (last != null) {
      last.kill();
      last.awaitEnd();
    }
  }

  private synchronized void ended(Instance over) {
    var now = scheduler.now();
    if (!over.began.plus(STABLE_AFTER).isAfter(now)) {
      failures = 0;
    }
    if (!closed) {
      backOff(now);
      LOG.log(Level.WARNING, "the process of the web engine ended; it is restarted when needed");
    }
  }

  /** Backs off: a restart is possible at once after the first failure, then later each time. */
  private Duration backOff(Instant now) {
    var wait = failures == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 1, 6));
    failures++;
    wait = wait.compareTo(MAX_BACKOFF) < 0 ? wait : MAX_BACKOFF;
    notBefore = now.plus(wait);
    return wait;
  }

  /** One run of the process, from its start to its end. */
  final class Instance {

    private final Process process;
    private final OutputStream input;
    private final Instant began = scheduler.now();
    private final Batcher<ObjectNode> lines =
        new Batcher<>(scheduler.executor(), MAX_LINES, Integer.MAX_VALUE, this::write);
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<JsonNode>> questions = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();
    private final Thread reader =
        Thread.ofPlatform().daemon().name("whatsapp-web").unstarted(this::read);
    private volatile Instant lastLine = began;
    private volatile boolean over;

    private Instance(Process process) {
      this.process = process;
      this.input = process.getOutputStream();
    }

    private void begin() {
      send(startLine);
      reader.start();
      scheduler.after(PING_INTERVAL, this::watch);
    }

    boolean isRunning() {
      return !over;
    }

    /** From now on the listener gets the lines about the connection. */
    void add(long connection, Listener listener) {
      listeners.put(connection, listener);
      if (over && listeners.remove(connection, listener)) {
        listener.ended();
      }
    }

    void remove(long connection) {
      listeners.remove(connection);
    }

    void send(ObjectNode line) {
      lines.offer(line);
    }

    /** The answer; or, as its {@code fault}, that there was none. */
    CompletableFuture<JsonNode> ask(ObjectNode line, Duration timeout) {
      var number = lastQuestion.incrementAndGet();
      var answer = new CompletableFuture<JsonNode>();
      questions.put(number, answer);
      var timer = scheduler.after(timeout, () -> answer.complete(line("fault", TIMED_OUT)));
      answer.whenComplete(
          (given, failure) -> {
            timer.cancel();
            questions.remove(number);
          });
      send(line.put("ask", number));
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
        reader.join(END_TIMEOUT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Kills a process that cannot be written to: nobody would get an answer. */
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
          lastLine = scheduler.now();
          handle(line);
        }
      } catch (IOException e) {
        // The same as its end.
      } finally {
        end();
      }
    }

    private void handle(String text) {
      try {
        if (!(JSON.readTree(text) instanceof ObjectNode line)) {
          throw new IllegalArgumentException("not an object");
        }
        route(line);
      } catch (JacksonException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "the process of the web engine wrote an unreadable line of {0} characters",
            text.length());
      }
    }

    private void route(ObjectNode line) {
      if (line.has("answer")) {
        var question = questions.get(line.get("answer").longValue());
        if (question != null) {
          question.complete(line);
        }
      } else if (line.has("c")) {
        var listener = listeners.get(line.get("c").longValue());
        if (listener != null) {
          listener.received(line);
        } else if (line.has("ask")) {
          send(answer(line).put("error", "closed"));
        }
      } else if (line.path("event").asText().equals("failed")) {
        LOG.log(
            Level.WARNING,
            "something failed in the process of the web engine: {0}",
            line.path("kind").asText());
      }
    }

    /** Kills a process that has been silent for too long. */
    private void watch() {
      if (over) {
        return;
      }
      if (lastLine.plus(MAX_SILENCE).isBefore(scheduler.now())) {
        LOG.log(Level.WARNING, "the process of the web engine is silent, and killed");
        kill();
        return;
      }
      ask(line("do", "ping"), PING_INTERVAL);
      scheduler.after(PING_INTERVAL, this::watch);
    }

    private void end() {
      kill();
      over = true;
      SideProcess.this.ended(this);
      questions.values().forEach(question -> question.complete(line("fault", ENDED)));
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
