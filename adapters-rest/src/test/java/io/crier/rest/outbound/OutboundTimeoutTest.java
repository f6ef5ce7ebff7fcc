package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.outbound.PostResult.Responded;
import io.crier.rest.outbound.PostResult.TimedOut;
import io.crier.rest.outbound.PostResult.Unreachable;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deadline and the connect timeout hold, however the receiver behaves. */
class OutboundTimeoutTest extends OutboundClientFixture {

  @Test
  void timesOutOnSilentReceiver() {
    assertThat(post(SHORT_DEADLINE, open(ScriptedServer.silent()))).isInstanceOf(TimedOut.class);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK",
    "'HTTP/1.1 200 OK\r\nX-Drip: '",
    "'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'",
  })
  void timesOutOnDrippingReceiver(String beginning) {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(beginning.getBytes(ISO_8859_1));
                  drip(out);
                }));

    assertThat(post(SHORT_DEADLINE, receiver)).isInstanceOf(TimedOut.class);
  }

  @Test
  void timesOutOnEndlessInterimResponses() {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  while (true) {
                    out.write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(ISO_8859_1));
                  }
                }));

    assertThat(post(SHORT_DEADLINE, receiver)).isInstanceOf(TimedOut.class);
  }

  @Test
  void countsWaitForConnectionTowardsDeadline() throws Exception {
    var client = client(ONE_CONNECTION);
    var receiver = open(ScriptedServer.silent());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts =
          IntStream.range(0, 10)
              .mapToObj(i -> (Callable<PostResult>) () -> post(client, receiver))
              .toList();
      for (var answer : threads.invokeAll(posts)) {
        assertThat(answer.get()).isInstanceOf(TimedOut.class);
      }
    }
  }

  @Test
  void worksAgainAfterTimeout() {
    var client = client(ONE_CONNECTION);

    assertThat(post(client, open(ScriptedServer.silent()))).isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesDeadlineAcrossAllAddresses() throws Exception {
    var full = open(fullServer());
    var client =
        client(
            ONE_CONNECTION,
            host ->
                new InetAddress[] {
                  InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")
                });

    assertThat(
            client.post(
                URI.create("http://full.example:" + full.getLocalPort() + "/"),
                Map.of(),
                new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .as("its only connection is free again")
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesDeadlineToNameLookup() {
    var never = new CountDownLatch(1);
    var client =
        client(
            ONE_CONNECTION,
            host -> {
              ScriptedServer.await(never);
              return new InetAddress[0];
            });

    assertThat(client.post(URI.create("http://lost.example/"), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .as("its only connection is free again")
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesConnectTimeout() throws Exception {
    var full = open(fullServer());
    var shortConnect =
        new OutboundLimits(Duration.ofMillis(200), Duration.ofSeconds(50), 1024, 256, 1);

    assertThat(
            client(shortConnect)
                .post(
                    URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"),
                    Map.of(),
                    new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("the connection was not established in time"));
  }

  @Test
  void appliesConnectTimeoutToNameLookup() {
    var never = new CountDownLatch(1);
    var shortConnect =
        new OutboundLimits(Duration.ofMillis(200), Duration.ofSeconds(50), 1024, 256, 1);
    var client =
        client(
            shortConnect,
            host -> {
              ScriptedServer.await(never);
              return new InetAddress[0];
            });

    assertThat(client.post(URI.create("http://lost.example/"), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed -> assertThat(failed.reason()).isEqualTo("the host name does not resolve"));
  }
}
