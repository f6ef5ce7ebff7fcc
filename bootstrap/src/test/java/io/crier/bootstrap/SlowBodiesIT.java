package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients whose bodies arrive slowly do not keep others waiting. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SlowBodiesIT extends RawRequests {

  private static final int CONNECTIONS = 300;
  private static final int CALLERS = 16;
  private static final int CALLS = 100;
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void answersOthersWhileBodiesTrickleAndEndsThose() throws IOException {
    var connections = new ArrayList<Trickle>();
    var started = System.nanoTime();
    for (var n = 0; n < CONNECTIONS; n++) {
      connections.add(new Trickle(n % 2 == 0 ? "/v1/api-keys" : "/engines/waha/unknown"));
    }
    connections.forEach(Trickle::proceed);

    assertAnswersInTime("/health/live", 200);
    assertAnswersInTime("/health/ready", 200);
    assertAnswersInTime("/v1/account", 200);
    var before = System.nanoTime();
    var created = post(KEYS, "{\"name\":\"in time\",\"role\":\"read\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(since(before)).isLessThan(BOUND);
    send(request(KEYS + "/" + json(created).at("/details/keyPrefix").asText()).DELETE());

    while (connections.stream().anyMatch(Trickle::isOpen) && since(started).compareTo(END) < 0) {
      connections.forEach(Trickle::proceed);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    assertThat(connections).noneMatch(Trickle::isOpen);
    assertThat(statuses(connections)).contains("408", "429").isSubsetOf("404", "408", "429");
    assertThat(connections)
        .filteredOn(connection -> connection.status().equals("429"))
        .allMatch(connection -> connection.answer.indexOf("Retry-After: 10\r\n") > 0)
        .allMatch(connection -> connection.answer.indexOf("too_many_slow_bodies") > 0);
  }

  /** The container may take a request for another one on the threads that receive bodies. */
  @Test
  void answersEachRequestAsItsBodySays() throws Exception {
    try (var threads = Executors.newFixedThreadPool(CALLERS)) {
      var calls = new ArrayList<Callable<Void>>();
      for (var caller = 0; caller < CALLERS; caller++) {
        var name = "field" + caller + "x";
        calls.add(() -> callRepeatedly(name));
      }
      for (var call : threads.invokeAll(calls)) {
        call.get();
      }
    }
  }

  private Void callRepeatedly(String name) {
    for (var n = 0; n < CALLS; n++) {
      var unknown = name + n;
      var id = "request-" + unknown;
      var answer =
          send(
              request(n % 2 == 0 ? KEYS : KEYS + "?" + unknown + "=1")
                  .header("Content-Type", "application/json")
                  .header("x-request-id", id)
                  .POST(
                      BodyPublishers.ofString(
                          "{\"name\":\"x\",\"role\":\"read\",\"" + unknown + "\":1}")));

      var problem = assertProblem(answer, 400);
      assertThat(problem.at("/detail").asText()).contains(unknown);
      assertThat(problem.at("/requestId").asText()).isEqualTo(id);
    }
    return null;
  }

  private void assertAnswersInTime(String path, int status) {
    var before = System.nanoTime();
    assertThat(get(path).statusCode()).isEqualTo(status);
    assertThat(since(before)).as(path).isLessThan(BOUND);
  }

  private static List<String> statuses(List<Trickle> connections) {
    return connections.stream().map(Trickle::status).distinct().toList();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** A connection that sends its body byte by byte. */
  private final class Trickle {

    private final SocketChannel channel;
    private final StringBuilder answer = new StringBuilder();
    private boolean open = true;

    Trickle(String path) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(root.getHost(), root.getPort()));
      var head =
          ("POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{")
              .formatted(path, adminKey());
      channel.write(ByteBuffer.wrap(head.getBytes(ISO_8859_1)));
      channel.configureBlocking(false);
    }

    /** Sends a byte and receives what has been answered; ends when the server ends it. */
    void proceed() {
      if (!open) {
        return;
      }
      try {
        var buffer = ByteBuffer.allocate(4_096);
        var read = channel.read(buffer);
        answer.append(new String(buffer.array(), 0, buffer.position(), ISO_8859_1));
        if (read < 0) {
          close();
        } else if (answer.isEmpty()) {
          channel.write(ByteBuffer.wrap(new byte[] {' '}));
        }
      } catch (IOException reset) {
        close();
      }
    }

    private void close() {
      try {
        open = false;
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean isOpen() {
      return open;
    }

    /** The status, or nothing if the connection ended without a response. */
    String status() {
      return answer.length() < 12 ? "" : answer.substring(9, 12);
    }
  }
}
