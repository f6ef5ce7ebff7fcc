import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives webhooks on this machine and prints those whose signature is right: {@code java
 * Receiver.java whsec_…}
 */
public final class Receiver {

  private static final int PORT = 8090;
  private static final long TOLERANCE_SECONDS = 300;

  private final byte[] key;

  private Receiver(String secret) {
    key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  public static void main(String[] arguments) throws IOException {
    var receiver = new Receiver(arguments[0]);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
    server.createContext("/", receiver::receive);
    server.start();
    System.out.println("Waiting for webhooks on http://127.0.0.1:" + PORT);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var genuine = isGenuine(exchange, body);
      System.out.println(
          genuine ? new String(body, StandardCharsets.UTF_8) : "a post with a wrong signature");
      exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
    }
  }

  /** Whether one of the signatures is ours: there are two while the secret is changing. */
  private boolean isGenuine(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var id = headers.getFirst("webhook-id");
    var timestamp = headers.getFirst("webhook-timestamp");
    var signatures = headers.getFirst("webhook-signature");
    if (id == null || timestamp == null || signatures == null || !isFresh(timestamp)) {
      return false;
    }
    var expected = sign(id + "." + timestamp + ".", body).getBytes(StandardCharsets.UTF_8);
    for (var signature : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  /** An old post that somebody has recorded is worth nothing. */
  private static boolean isFresh(String timestamp) {
    return timestamp.matches("\\d{1,12}")
        && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) < TOLERANCE_SECONDS;
  }

  private String sign(String prefix, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
