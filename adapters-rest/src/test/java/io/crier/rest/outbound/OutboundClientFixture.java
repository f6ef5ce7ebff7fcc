package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Creates outbound clients and badly behaved servers, and closes them after each test. */
@Timeout(60)
abstract class OutboundClientFixture {

  static final OutboundPolicy LOCAL = OutboundPolicy.publicOnly().allowing("127.0.0.0/8");

  /** So long that only a hang reaches it. */
  static final OutboundLimits LONG_DEADLINE =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(50), 64 * 1024, 2 * 1024, 100);

  static final OutboundLimits SHORT_DEADLINE =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofMillis(300), 64 * 1024, 2 * 1024, 100);

  static final OutboundLimits ONE_CONNECTION =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(1), 1024, 256, 1);

  final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var closeable : open.reversed()) {
      closeable.close();
    }
  }

  /**
   * Writes a byte every 20 ms, far more often than any deadline here, until the client disconnects.
   */
  static void drip(OutputStream out) throws IOException {
    var broken = new CountDownLatch(1);
    try (var ticker = Executors.newSingleThreadScheduledExecutor()) {
      var ticks =
          ticker.scheduleAtFixedRate(
              () -> {
                try {
                  out.write('0');
                  out.flush();
                } catch (IOException gone) {
                  broken.countDown();
                }
              },
              0,
              20,
              TimeUnit.MILLISECONDS);
      ScriptedServer.await(broken);
      ticks.cancel(true);
    }
    throw new IOException("the client has left");
  }

  /** A server whose accept queue is full: the system drops further connections. */
  ServerSocket fullServer() throws IOException {
    var server = new ServerSocket(0, 1);
    for (var i = 0; i < 2; i++) {
      var waiting = open(new Socket());
      waiting.connect(server.getLocalSocketAddress());
    }
    return server;
  }

  static String answer(int status, String headers, String body) {
    return "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  PostResult post(OutboundLimits limits, ScriptedServer receiver) {
    return post(client(limits), receiver);
  }

  static PostResult post(OutboundClient client, ScriptedServer receiver) {
    return client.post(receiver.at("127.0.0.1"), Map.of(), "{}".getBytes(UTF_8));
  }

  OutboundClient client(OutboundLimits limits) {
    return client(limits, InetAddress::getAllByName);
  }

  OutboundClient client(OutboundLimits limits, GuardedDnsResolver.Lookup names) {
    return client(limits, names, DefaultClientTlsStrategy.createDefault());
  }

  OutboundClient client(
      OutboundLimits limits, GuardedDnsResolver.Lookup names, TlsSocketStrategy tls) {
    return open(new OutboundClient(LOCAL, limits, names, tls));
  }

  <T extends AutoCloseable> T open(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
