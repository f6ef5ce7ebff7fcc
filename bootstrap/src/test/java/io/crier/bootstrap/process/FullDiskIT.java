package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What a server on the embedded database does while its disk is full, and afterwards. Linux can
 * refuse a process to make any file longer, and allow it again later, without a disk of that size.
 */
class FullDiskIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String PACING =
      "{\"gap\":{\"minMs\":10,\"maxMs\":10},\"rest\":null,\"dailyCap\":null,\"typing\":false}";
  private static final int MESSAGES = 20;
  private static final String PAGE = "%PDF-1.4\n%\u00e2\u00e3\n";
  private static final String LETTER = document(1);

  /** Its request is kept on disk, too. */
  private static final String BOOK = document(5_000);

  /** The keys of all requests, in order. */
  private final List<String> keys = new ArrayList<>();

  /** The ids of accepted messages. */
  private final HashSet<String> accepted = new HashSet<>();

  private Tenant tenant;
  private String session;

  @Test
  void refusesUntilThereIsRoomAndLosesNothing() throws Exception {
    var home = new Crier.Home(WLP.resolveSibling("full-disk"));
    home.forget();
    Files.createDirectories(home.path());
    try (var crier = new Crier(WLP, home, Map.of("CRIER_DOUBT_WAIT", "PT0.5S"))) {
      crier.start();
      crier.awaitReady();
      tenant = Tenant.firstOf(crier, home).open("Full");
      session = tenant.create("main", "simulator", PACING);
      tenant.scan(session, "+966590000007");
      assumeTrue(crier.lengthenFiles(true), "no prlimit: files cannot be kept from growing");
      for (var number = 0; number < MESSAGES; number++) {
        assertThat(send().status()).isEqualTo(202);
      }

      crier.lengthenFiles(false);
      Pause.until("nothing is accepted", TIMEOUT, () -> send().status() != 202);
      for (var number = 0; number < MESSAGES; number++) {
        assertUnavailable(send());
      }
      assertThat(tenant.call("GET", "/v1/messages", "").status()).isIn(200, 503);
      crier.requireAlive();

      var room = System.nanoTime();
      crier.lengthenFiles(true);
      Pause.until("messages are accepted again", TIMEOUT, () -> send().status() == 202);
      System.out.printf("accepts again after %d ms%n", (System.nanoTime() - room) / 1_000_000);
      crier.awaitReady();
      keys.forEach(key -> assertThat(repeated(() -> send(key)).status()).as(key).isEqualTo(202));
      Pause.until("all messages are sent", TIMEOUT, this::isIdle);
      accepted.forEach(id -> assertThat(status(id)).as(id).isIn("sent", "delivered", "read"));
      assertThat(accepted).hasSameSizeAs(keys);
      crier.stop();
    }
    assertThat(messages(Database.ofTheEnvironment(home))).isEqualTo(keys.size());
  }

  private Wire.Answer send() {
    keys.add("key-" + keys.size());
    return send(keys.getLast());
  }

  private static String document(int pages) {
    var bytes = PAGE.repeat(pages).getBytes(StandardCharsets.ISO_8859_1);
    return "\"type\":\"document\",\"filename\":\"a.pdf\",\"data\":\"data:application/pdf;base64,"
        + Base64.getEncoder().encodeToString(bytes)
        + "\"";
  }

  /** The key decides what is sent, so that a request can be repeated. */
  private Wire.Answer send(String key) {
    var content =
        switch (Math.floorMod(key.hashCode(), 3)) {
          case 0 -> "\"type\":\"text\",\"body\":\"" + key + "\"";
          case 1 -> LETTER;
          default -> BOOK;
        };
    var answer =
        tenant.call(
            "POST",
            "/v1/messages",
            "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",%s}".formatted(session, content),
            Map.of("Idempotency-Key", key));
    if (answer.status() == 202) {
      accepted.add(Json.read(answer.body()).at("/id").asText());
    }
    return answer;
  }

  /** Soon after a failure the database may be opened once more: callers repeat their requests. */
  private static Wire.Answer repeated(Supplier<Wire.Answer> request) {
    var last = new AtomicReference<Wire.Answer>();
    Pause.until(
        "the database stays open",
        TIMEOUT,
        () -> {
          last.set(request.get());
          return last.get().status() != 503;
        });
    return last.get();
  }

  private static void assertUnavailable(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.saysWhen()).isTrue();
  }

  private boolean isIdle() {
    return get("/v1/sessions/" + session).at("/queueLength").asInt() == 0
        && accepted.stream().noneMatch(id -> status(id).equals("sending"));
  }

  private String status(String id) {
    return get("/v1/messages/" + id).at("/status").asText();
  }

  private JsonNode get(String path) {
    var answer = repeated(() -> tenant.call("GET", path, ""));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  private static long messages(Database database) {
    var count = new long[1];
    database.read(
        "select count(*) from message where direction = 'OUTBOUND'",
        row -> count[0] = row.getLong(1));
    return count[0];
  }
}
