package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.outbound.PostResult.Responded;
import io.crier.rest.outbound.PostResult.TimedOut;
import io.crier.rest.outbound.PostResult.Unreachable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are verified, and timeouts hold within TLS. */
class OutboundTlsTest extends OutboundClientFixture {

  @Test
  void verifiesHostNameInCertificate(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> out.write(answer(200, "", "ok").getBytes(ISO_8859_1))));
    var trusting =
        client(
            LONG_DEADLINE,
            host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
            trusting(keys));

    assertThat(trusting.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOf(Responded.class);
    assertThat(trusting.post(tls("other.example", receiver), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class, failed -> assertThat(failed.reason()).startsWith("TLS failed: "));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void rejectsUntrustedCertificate(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> out.write(answer(200, "", "ok").getBytes(ISO_8859_1))));
    var client =
        client(LONG_DEADLINE, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});

    assertThat(client.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class, failed -> assertThat(failed.reason()).startsWith("TLS failed: "));
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void timesOutOnDrippingTlsBody(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(ISO_8859_1));
                  drip(out);
                }));
    var limits = new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(3), 65_536, 256, 1);
    var client =
        client(
            limits, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, trusting(keys));

    assertThat(client.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void timesOutOnDrippingHandshake() {
    var receiver =
        open(
            ScriptedServer.onConnect(
                ScriptedServer.listening(),
                socket -> {
                  socket
                      .getOutputStream()
                      .write(new byte[] {22, 3, 3, 64, 0}); // a handshake record of 16 KiB
                  drip(socket.getOutputStream());
                }));

    assertThat(client(SHORT_DEADLINE).post(tls("127.0.0.1", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void timesOutOnMissingHandshake() {
    var never = new CountDownLatch(1);
    var receiver =
        open(
            ScriptedServer.onConnect(
                ScriptedServer.listening(), socket -> ScriptedServer.await(never)));

    assertThat(client(SHORT_DEADLINE).post(tls("127.0.0.1", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
  }

  private static KeyStore certificateFor(String host, Path folder) throws Exception {
    var file = folder.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "receiver",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private static ServerSocket tlsServer(KeyStore keys) throws Exception {
    return context(keys).getServerSocketFactory().createServerSocket(0);
  }

  private static TlsSocketStrategy trusting(KeyStore keys) throws Exception {
    return new DefaultClientTlsStrategy(context(keys));
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    return SSLContexts.custom()
        .loadKeyMaterial(keys, "changeit".toCharArray())
        .loadTrustMaterial(keys, null)
        .build();
  }

  private static URI tls(String host, ScriptedServer receiver) {
    return URI.create("https://" + host + ":" + receiver.port() + "/hook");
  }
}
