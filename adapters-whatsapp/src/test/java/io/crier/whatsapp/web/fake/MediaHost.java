package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Where clients leave their sealed files and fetch those of others, over HTTPS. */
final class MediaHost implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "media";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final HttpsServer server;
  private final Path certificate;

  MediaHost() {
    try {
      var keys = OnlyKeys.STORE;
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      var tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
      certificate = Files.createTempFile("media", ".pem");
      Files.write(certificate, pem(keys.getCertificate(ALIAS).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key pair and a certificate for this host that says of itself that it may be trusted. */
  private static KeyStore makeKeys() throws IOException, GeneralSecurityException {
    var folder = Files.createTempDirectory("media");
    var store = folder.resolve("keys.p12");
    try {
      var keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  new String(PASSWORD),
                  "-alias",
                  ALIAS,
                  "-dname",
                  "CN=localhost",
                  "-keyalg",
                  "EC",
                  "-ext",
                  "bc=ca:true",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1")
              .redirectErrorStream(true)
              .start();
      var said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
      if (!Files.exists(store)) {
        throw new IllegalStateException(said);
      }
      return KeyStore.getInstance(store.toFile(), PASSWORD);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }

  /** Made by a process of its own, which is slow: once for all hosts, and not before the first. */
  private static final class OnlyKeys {

    static final KeyStore STORE;

    static {
      try {
        STORE = makeKeys();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static byte[] pem(byte[] certificate) {
    return ("-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(US_ASCII);
  }

  /** The certificate that clients have to trust. */
  Path certificate() {
    return certificate;
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  /** Keeps a sealed file, and tells its path. */
  String keep(byte[] sealed) {
    var path =
        "/v/" + Base64.getUrlEncoder().withoutPadding().encodeToString(Crypto.sha256(sealed));
    files.put(path, sealed);
    return path;
  }

  byte[] file(String path) {
    var file = files.get(path);
    if (file == null) {
      throw new UnreadableException("a file that was never uploaded");
    }
    return file;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        var file = files.get(exchange.getRequestURI().getPath());
        if (file == null) {
          answer(exchange, 404, Crypto.NOTHING);
        } else {
          answer(exchange, 200, file);
        }
      } else {
        var path = keep(exchange.getRequestBody().readAllBytes());
        var json =
            "{\"url\":\"https://%s%s\",\"direct_path\":\"%s\"}".formatted(host(), path, path);
        answer(exchange, 200, json.getBytes(UTF_8));
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    try {
      Files.deleteIfExists(certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
