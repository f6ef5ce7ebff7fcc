package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A script sends the rows of a sheet through the API wapi, and the server is killed meanwhile. */
class BulkSendKillIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final int ROWS = 500;
  private static final int AT_ONCE = 8;

  /** Enough for the rows, and for those that are sent again. */
  private static final int TRIAL = ROWS + 2 * AT_ONCE;

  private static final int CREDITS = 10_000;
  private static final String PACING =
      "{\"gap\":{\"minMs\":20,\"maxMs\":20},\"rest\":null,\"dailyCap\":null,\"typing\":false}";

  private final CountDownLatch killed = new CountDownLatch(1);
  private final Set<Integer> retried = ConcurrentHashMap.newKeySet();
  private final Map<Integer, String> answers = new ConcurrentHashMap<>();

  @Test
  void sendsEachRowDespiteAKill() throws Exception {
    var only = System.getProperty("kill.database", "");
    assumeTrue(only.isEmpty() || only.equals(Database.nameInTheEnvironment()));
    var home = new Crier.Home(WLP.resolveSibling("kill-bulk-" + Database.nameInTheEnvironment()));
    home.forget();
    Files.createDirectories(home.path());
    var database = Database.ofTheEnvironment(home);
    var settings = new HashMap<>(database.settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    settings.put("CRIER_DOUBT_WAIT", "PT0.5S");
    settings.put("CRIER_WAPI_REQUESTS", "100000");
    settings.put("CRIER_PLANS_ENTERPRISE_SENDS_IN_TRIAL", Integer.toString(TRIAL));
    JsonNode account;
    try (var crier = new Crier(WLP, home, settings)) {
      crier.start();
      crier.awaitReady();
      var operator = Tenant.firstOf(crier, home);
      var tenant = operator.open("Sheets");
      grantCredits(operator, account(tenant).path("id").asText());
      var session = tenant.create("main", "simulator", PACING);
      new Simulator(home.ledgers()).link(tenant, UUID.fromString(session), "+966590000006");
      awaitStatus(tenant, "connected", "true");

      var sheet = Thread.ofVirtual().start(() -> sendAll(tenant));
      Pause.until("half of the rows are sent", Duration.ofMinutes(2), this::isHalfDone);
      crier.kill();
      crier.start();
      crier.awaitReady();
      killed.countDown();
      sheet.join();
      awaitStatus(tenant, "pendingMessages", "0");
      useUpTheTrial(tenant);
      account = account(tenant);
      crier.stop();
    }

    assertThat(answers).hasSize(ROWS);
    assertThat(Set.copyOf(answers.values())).isSubsetOf("sent", "queued");
    assertThat(retried).isNotEmpty();
    var sent = sent(database);
    for (var row = 0; row < ROWS; row++) {
      var most = retried.contains(row) ? 2 : 1;
      assertThat(sent.getOrDefault("+" + number(row), 0)).as("row %d", row).isBetween(1, most);
    }
    assertThat(sent.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(TRIAL);
    assertThat(account.path("credits").asInt()).isEqualTo(CREDITS - TRIAL);
  }

  private static void grantCredits(Tenant operator, String account) {
    operator.json(
        "PUT", "/v1/operator/accounts/" + account + "/credits", "{\"left\":" + CREDITS + "}");
  }

  private static JsonNode account(Tenant tenant) {
    return Json.read(tenant.json("GET", "/v1/account", "")).path("account");
  }

  /** Sends until that is refused, which it is once all of the trial is used. */
  private static void useUpTheTrial(Tenant tenant) {
    var body = "{\"to\":\"923010000000\",\"message\":\"One more\"}";
    var answer = tenant.call("POST", "/wapi/api/send-message", body);
    for (var more = 0; more < TRIAL && answer.status() == 201; more++) {
      answer = tenant.call("POST", "/wapi/api/send-message", body);
    }
    assertThat(answer.status()).as(answer.body()).isEqualTo(429);
    assertThat(Json.read(answer.body()).path("code").asText()).isEqualTo("TRIAL_QUOTA_EXCEEDED");
  }

  private boolean isHalfDone() {
    return answers.size() >= ROWS / 2;
  }

  private void sendAll(Tenant tenant) {
    var free = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var row = 0; row < ROWS; row++) {
        var next = row;
        free.acquireUninterruptibly();
        threads.execute(
            () -> {
              try {
                answers.put(next, send(tenant, next));
              } finally {
                free.release();
              }
            });
      }
    }
  }

  /** What the script writes beside the row. It retries once. */
  private String send(Tenant tenant, int row) {
    var body = "{\"to\":\"" + number(row) + "\",\"message\":\"Row " + row + "\"}";
    Wire.Answer answer;
    try {
      answer = tenant.call("POST", "/wapi/api/send-message", body);
    } catch (IllegalStateException broken) {
      retried.add(row);
      try {
        killed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      answer = tenant.call("POST", "/wapi/api/send-message", body);
    }
    var json = Json.read(answer.body());
    return json.path("success").asBoolean()
        ? json.at("/data/status").asText()
        : json.path("error").asText();
  }

  private static void awaitStatus(Tenant tenant, String field, String value) {
    Pause.until(
        field + " is " + value,
        Duration.ofMinutes(1),
        () ->
            Json.read(tenant.json("GET", "/wapi/api/status", ""))
                .at("/data/" + field)
                .asText()
                .equals(value));
  }

  private static String number(int row) {
    return "92300%07d".formatted(row);
  }

  /** How many messages to each number WhatsApp has accepted. */
  private static Map<String, Integer> sent(Database database) {
    var sent = new HashMap<String, Integer>();
    var unsent = new HashSet<String>();
    database.read(
        "select peer, sent_at from message where direction = 'OUTBOUND'",
        row -> {
          if (row.getTimestamp(2) == null) {
            unsent.add(row.getString(1));
          } else {
            sent.merge(row.getString(1), 1, Integer::sum);
          }
        });
    assertThat(unsent).isEmpty();
    return sent;
  }
}
