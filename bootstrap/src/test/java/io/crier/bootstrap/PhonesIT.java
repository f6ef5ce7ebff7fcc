package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verification of phones by a code. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PhonesIT {

  private static final String[] TABLE = {"TABLE"};

  @ArquillianResource private URI root;

  private final String number =
      "+3461%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
  private final String phone = "/v1/phones/" + number;

  private Api operator;
  private Api host;
  private Api api;
  private String sender;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAlertSenderOfAnotherAccount() {
    operator = Api.operator(root);
    operator
        .get("/v1/operator/alert-senders")
        .at("/items")
        .forEach(it -> unmark(it.at("/sessionId").asText()));
    host = operator.newAccount("Whose number everybody knows");
    api = operator.newAccount("Blue Door Clinic");
    sender = host.newConnectedSession("alerts", "+966500000001");
    operator.post("/v1/operator/alert-senders", chosen(sender)).is(201);
  }

  @AfterEach
  void removeAlertSender() {
    unmark(sender);
  }

  private void unmark(String session) {
    operator.call("DELETE", "/v1/operator/alert-senders/" + session, null);
  }

  @Test
  void verifiesPhoneWithCode() {
    var registered =
        api.post("/v1/phones", "{\"number\":\"" + number + "\",\"displayName\":\"Night shift\"}")
            .is(202);
    assertThat(registered.at("/status").asText()).isEqualTo("pending_verification");
    assertThat(registered.at("/code/triesLeft").asInt()).isEqualTo(5);
    assertThat(registered.header("Location").orElseThrow()).endsWith(phone);
    api.until(phone, it -> it.at("/code/status").asText().equals("read"));
    var code = codeSentBy(host, sender);

    var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    var refused = api.post(phone + "/verify", proof(wrong)).is(422);
    assertThat(refused.at("/code").asText()).isEqualTo("invalid_code");
    var verified = api.post(phone + "/verify", proof(code)).is(200);

    assertThat(verified.at("/status").asText()).isEqualTo("verified");
    assertThat(verified.at("/displayName").asText()).isEqualTo("Night shift");
    assertThat(verified.at("/verifiedAt").isTextual()).isTrue();
    var list = api.get("/v1/phones").is(200);
    assertThat(list.at("/items")).hasSize(1);
    assertThat(list.at("/items/0").toString()).isEqualTo(verified.text());
    assertThat(problem(api.post("/v1/phones", "{\"number\":\"" + number + "\"}")))
        .isEqualTo("phone_already_verified");
    assertThat(api.get("/v1/phones").text()).doesNotContain(code);
    assertHidden(code);

    api.call("DELETE", "/v1/phones/" + number.substring(1), null).is(204);
    assertThat(problem(api.get("/v1/phones/%2B" + number.substring(1)).is(404)))
        .isEqualTo("phone_not_found");
  }

  /** Only the holder of the phone can see the code. */
  private void assertHidden(String code) {
    for (var account : new Api[] {api, host}) {
      assertThat(account.get("/v1/messages").is(200).at("/items")).isEmpty();
      var streamed = new StringBuilder();
      var session = account.newSession("end of stream");
      try (var lines = account.follow("/v1/events", "Last-Event-ID", "0")) {
        lines.peek(streamed::append).anyMatch(line -> line.contains(session));
      }
      assertThat(streamed.toString()).doesNotContain(code, number);
    }
    var sentence = code + " is your Crier code";
    var data = Path.of(System.getenv("CRIER_DATA"));
    assertThat(filesWith(sentence, data)).allMatch(file -> file.endsWith(sender + ".jsonl"));
    assertThat(filesWith(sentence, data.resolveSibling("logs"))).isEmpty();
    assertThat(rowsWith(sentence)).isZero();
  }

  /** Includes the simulator's ledger, which represents the recipient's phone. */
  private static List<Path> filesWith(String text, Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, ISO_8859_1).contains(text);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows in any table of PostgreSQL; the embedded database is covered by the files. */
  private static int rowsWith(String text) {
    var url = System.getenv("CRIER_DB_URL");
    if (url == null) {
      return 0;
    }
    var found = 0;
    try (var connection =
            DriverManager.getConnection(
                url, System.getenv("CRIER_DB_USER"), System.getenv("CRIER_DB_PASSWORD"));
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var names = connection.getMetaData().getTables(null, "public", "%", TABLE)) {
        while (names.next()) {
          tables.add(names.getString("TABLE_NAME"));
        }
      }
      assertThat(tables).contains("message", "phone_code", "event");
      for (var table : tables) {
        var query =
            "select count(*) from %s r where strpos(cast(r as text), '%s') > 0"
                + " or strpos(cast(r as text), '%s') > 0";
        var hex = HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
        try (var count = statement.executeQuery(query.formatted(table, text, hex))) {
          count.next();
          found += count.getInt(1);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Test
  void limitsRepeatedCodes() {
    api.post("/v1/phones", "{\"number\":\"" + number + "\"}").is(202);

    var again = api.post("/v1/phones", "{\"number\":\"" + number + "\"}").is(429);

    assertThat(problem(again)).isEqualTo("code_too_soon");
    assertThat(Integer.parseInt(again.header("Retry-After").orElseThrow())).isBetween(1, 60);
  }

  @Test
  void sendsOneCodePerIdempotencyKey() {
    var request = "{\"number\":\"" + number + "\"}";

    var first = api.post("/v1/phones", request, "Idempotency-Key", "phone-1").is(202);
    var again = api.post("/v1/phones", request, "Idempotency-Key", "phone-1").is(202);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
  }

  @Test
  void sendsCodeFromOwnSession() {
    var own = api.newConnectedSession("mine", "+966500000002");
    var choice = "/v1/account/alert-sender";
    assertThat(problem(api.call("PUT", choice, chosen(sender)).is(404)))
        .isEqualTo("session_not_found");

    api.call("PUT", choice, chosen(own)).is(200);
    assertThat(api.get("/v1/account").is(200).at("/alertSender/sessionId").asText()).isEqualTo(own);
    api.post("/v1/phones", "{\"number\":\"" + number + "\"}").is(202);
    api.until(phone, it -> it.at("/code/status").asText().equals("read"));
    api.post(phone + "/verify", proof(codeSentBy(api, own))).is(200);

    api.call("DELETE", choice, null).is(204);
    assertThat(api.get("/v1/account").is(200).json().has("alertSender")).isFalse();
  }

  @Test
  void listsAlertSendersForOperator() {
    assertThat(operator.get("/v1/operator/alert-senders").is(200).at("/items"))
        .anySatisfy(it -> assertThat(it.at("/sessionId").asText()).isEqualTo(sender));

    operator.call("DELETE", "/v1/operator/alert-senders/" + sender, null).is(204);

    var gone = operator.call("DELETE", "/v1/operator/alert-senders/" + sender, null).is(404);
    assertThat(problem(gone)).isEqualTo("alert_sender_not_found");
  }

  private static String codeSentBy(Api owner, String session) {
    var inbox = owner.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items");
    return StreamSupport.stream(inbox.spliterator(), false)
        .map(it -> it.at("/body").asText())
        .reduce((earlier, last) -> last)
        .orElseThrow()
        .substring(0, 6);
  }

  private static String chosen(String session) {
    return "{\"sessionId\":\"" + session + "\"}";
  }

  private static String proof(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  private static String problem(Api.Response answer) {
    return answer.at("/code").asText();
  }
}
