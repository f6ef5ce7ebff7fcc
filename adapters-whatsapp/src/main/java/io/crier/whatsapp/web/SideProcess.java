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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that connects all sessions to WhatsApp. It is started when a session needs it,
 * monitored, and restarted on demand after it ends. Both sides write lines of JSON; a request has a
 * number, which its answer repeats.
 */
final class SideProcess implements AutoCloseable {

  /** The faults of missing answers: the process ended, or the request timed out. */
  static final String ENDED = "ended";

  static final String TIMED_OUT = "timed_out";

  /** The version of the lines that both sides write. */
  static final int PROTOCOL = 6;

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
  private Instant earliestStart = Instant.MIN;
  private boolean closed;

  /** Why the last process could not be used, if so. */
  private Optional<String> mismatch = Optional.empty();

  /** Receives the lines about one connection. */
  interface Listener {

    /** Called for each line about the connection; must return immediately. */
    void received(ObjectNode line);

    /** Called when there will be no more lines. */
    void ended();
  }

  /** Thrown if the process cannot be started now. */
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
   * @param startLine the first line that is written to each process
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

  /** The running process, which is started if necessary. */
  synchronized Instance instance() throws Unavailable {
    if (instance != null && instance.isRunning()) {
      return instance;
    }
    var now = scheduler.now();
    if (closed || now.isBefore(earliestStart)) {
      throw new Unavailable(
          mismatch.orElse("it ended a moment ago"),
          closed ? MAX_BACKOFF : Duration.between(now, earliestStart));
    }
    try {
      instance = new Instance(launcher.launch());
    } catch (IOException e) {
      throw new Unavailable(launcher.missing().orElse(e.getMessage()), backOff(now));
    }
    instance.start();
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

  private synchronized void onReady(Instance started, ObjectNode line) {
    var protocol = line.path("protocol").asInt();
    mismatch = Optional.empty();
    if (protocol != PROTOCOL) {
      var reason =
          "its program is not the one of this version of Crier: it uses protocol %d, not %d"
              .formatted(protocol, PROTOCOL);
      LOG.log(Level.ERROR, "the process of the web engine cannot be used: {0}", reason);
      mismatch = Optional.of(reason);
      started.kill();
    }
  }

  private synchronized void onEnd(Instance finished) {
    var now = scheduler.now();
    if (!finished.startedAt.plus(STABLE_AFTER).isAfter(now)) {
      failures = 0;
    }
    if (!closed) {
      backOff(now);
      LOG.log(Level.WARNING, "the process of the web engine ended; it is restarted when needed");
    }
  }

  /** Delays the next start: not at all after the first failure, then longer each time. */
  private Duration backOff(Instant now) {
    var wait = failures == 0 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 1, 6));
    failures++;
    wait = wait.compareTo(MAX_BACKOFF) < 0 ? wait : MAX_BACKOFF;
    earliestStart = now.plus(wait);
    return wait;
  }

  /** One run of the process. */
  final class Instance {

    private final Process process;
    private final OutputStream input;
    private final Instant startedAt = scheduler.now();
    private final Batcher<ObjectNode> lines =
        new Batcher<>(scheduler.executor(), MAX_LINES, Integer.MAX_VALUE, this::write);
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastRequest = new AtomicLong();
    private final Thread reader =
        Thread.ofPlatform().daemon().name("whatsapp-web").unstarted(this::read);
    private volatile Instant lastLine = startedAt;
    private volatile boolean ended;

    private Instance(Process process) {
      this.process = process;
      this.input = process.getOutputStream();
    }

    private void start() {
      send(startLine);
      reader.start();
      scheduler.after(PING_INTERVAL, this::monitor);
    }

    boolean isRunning() {
      return !ended;
    }

    /** Passes the lines about the connection to the listener. */
    void add(long connection, Listener listener) {
      listeners.put(connection, listener);
      if (ended && listeners.remove(connection, listener)) {
        listener.ended();
      }
    }

    void remove(long connection) {
      listeners.remove(connection);
    }

    void send(ObjectNode line) {
      lines.offer(line);
    }

    /** Completes with the answer, or with a {@code fault} if there was none. */
    CompletableFuture<JsonNode> request(ObjectNode line, Duration timeout) {
      var number = lastRequest.incrementAndGet();
      var answer = new CompletableFuture<JsonNode>();
      pending.put(number, answer);
      var timer = scheduler.after(timeout, () -> answer.complete(line("fault", TIMED_OUT)));
      answer.whenComplete(
          (result, failure) -> {
            timer.cancel();
            pending.remove(number);
          });
      send(line.put("ask", number));
      if (ended) {
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

    /** Kills a process that cannot be written to, because no request would be answered. */
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
        // Treated like the end of the output.
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
        var request = pending.get(line.get("answer").longValue());
        if (request != null) {
          request.complete(line);
        }
      } else if (line.has("c")) {
        var listener = listeners.get(line.get("c").longValue());
        if (listener != null) {
          listener.received(line);
        } else if (line.has("ask")) {
          send(answer(line).put("error", "closed"));
        }
      } else if (line.path("event").asText().equals("ready")) {
        onReady(this, line);
      } else if (line.path("event").asText().equals("failed")) {
        LOG.log(
            Level.WARNING,
            "something failed in the process of the web engine: {0}",
            line.path("kind").asText());
      }
    }

    /** Pings the process, and kills it if it has been silent for too long. */
    private void monitor() {
      if (ended) {
        return;
      }
      if (lastLine.plus(MAX_SILENCE).isBefore(scheduler.now())) {
        LOG.log(Level.WARNING, "the process of the web engine is silent and is killed");
        kill();
        return;
      }
      request(line("do", "ping"), PING_INTERVAL);
      scheduler.after(PING_INTERVAL, this::monitor);
    }

    private void end() {
      kill();
      ended = true;
      SideProcess.this.onEnd(this);
      pending.values().forEach(request -> request.complete(line("fault", ENDED)));
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

  /** Starts the answer to a request. */
  static ObjectNode answer(ObjectNode request) {
    return JSON.createObjectNode().put("answer", request.get("ask").longValue());
  }
}
