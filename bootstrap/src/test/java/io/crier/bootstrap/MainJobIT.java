package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main use of Crier, from a session's QR code to a message that is read. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MainJobIT {

  private static final String OURS = "+966500000001";
  private static final String THEIRS = "+966501234567";
  private static final String GREETING = "أهلا, عساك بخير؟";

  @ArquillianResource private URI root;

  private Api api;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccount() {
    api = Api.operator(root).newAccount("Blue Door Clinic");
  }

  @Test
  void encodesQrValueInImage() throws Exception {
    var qr = "/v1/sessions/" + api.newSession("support") + "/qr";

    var value = api.get(qr).is(200).at("/value").asText();
    var png = api.get(qr, "Accept", "image/png").is(200);
    var svg = api.get(qr, "Accept", "image/svg+xml").is(200);

    assertThat(decode(png.response().body())).isEqualTo(value);
    assertThat(png.header("Content-Type")).contains("image/png");
    assertThat(png.header("Cache-Control")).contains("no-store");
    assertThat(svg.text()).startsWith("<svg ");
    assertThat(api.get(qr, "Accept", "text/html").is(406).at("/code").asText())
        .isEqualTo("not_acceptable");
  }

  @Test
  void deliversTextUnchangedAndReportsItRead() {
    var session = api.newConnectedSession("support", OURS);

    var accepted = api.post("/v1/messages", text(session, "966501234567@c.us", GREETING)).is(202);

    var message = accepted.header("Location").orElseThrow();
    assertThat(message).isEqualTo("/v1/messages/" + accepted.at("/id").asText());
    assertThat(accepted.at("/status").asText()).isEqualTo("queued");
    assertThat(accepted.at("/to").asText()).isEqualTo(THEIRS);
    assertThat(accepted.at("/position").isInt()).isTrue();
    assertThat(accepted.at("/estimatedSendAt").isTextual()).isTrue();
    var read = api.until(message, it -> it.at("/status").asText().equals("read"));
    assertThat(read.at("/address").asText()).isEqualTo("966501234567@s.whatsapp.net");
    assertThat(read.json().fieldNames())
        .toIterable()
        .contains("sentAt", "deliveredAt", "readAt")
        .doesNotContain("error", "position");
    assertThat(inbox(session))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.at("/body").asText()).isEqualTo(GREETING);
              assertThat(it.at("/to").asText()).isEqualTo(THEIRS);
              assertThat(it.at("/id").asText()).isEqualTo(read.at("/waMessageId").asText());
            });
  }

  @Test
  void waitsUntilSent() {
    var session = api.newConnectedSession("support", OURS);

    var sent =
        api.post("/v1/messages", text(session, THEIRS, GREETING), "Prefer", "wait=20").is(201);

    assertThat(sent.header("Preference-Applied")).contains("wait=20");
    assertThat(sent.at("/status").asText()).isIn("sent", "delivered", "read");
    assertThat(sent.json().has("sentAt")).isTrue();
  }

  @Test
  void waitsAndReportsFailure() {
    var session = api.newConnectedSession("support", OURS);
    api.call(
            "PUT",
            "/simulator/sessions/" + session + "/faults",
            "{\"unknownNumbers\":[\"" + THEIRS + "\"]}")
        .is(204);

    var failed =
        api.post("/v1/messages", text(session, THEIRS, GREETING), "Prefer", "wait=20").is(200);

    assertThat(failed.at("/status").asText()).isEqualTo("failed");
    assertThat(failed.at("/error/code").asText()).isEqualTo("recipient_not_on_whatsapp");
    var number = api.get("/v1/numbers/" + THEIRS + "?sessionId=" + session).is(200);
    assertThat(number.at("/exists").asBoolean()).isFalse();
  }

  @Test
  void returnsPositionWhenWaitEnds() {
    var session = api.newSession("support");

    var waiting =
        api.post("/v1/messages", text(session, THEIRS, GREETING), "Prefer", "wait=1").is(202);

    assertThat(waiting.at("/status").asText()).isEqualTo("queued");
    assertThat(waiting.at("/position").asInt()).isZero();
  }

  @Test
  void sendsOncePerIdempotencyKey() {
    var session = api.newConnectedSession("support", OURS);
    var request = text(session, THEIRS, GREETING);

    var first = api.post("/v1/messages", request, "Idempotency-Key", "order-42").is(202);
    var again = api.post("/v1/messages", request, "Idempotency-Key", "order-42").is(202);
    var waited =
        api.post("/v1/messages", request, "Idempotency-Key", "order-42", "Prefer", "wait=20")
            .is(201);
    var other = text(session, THEIRS, "something else");

    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(waited.at("/id")).isEqualTo(first.at("/id"));
    assertThat(
            api.post("/v1/messages", other, "Idempotency-Key", "order-42")
                .is(422)
                .at("/code")
                .asText())
        .isEqualTo("idempotency_key_reused");
    assertThat(inbox(session)).hasSize(1);
  }

  @Test
  void cancelsQueuedButNotSentMessages() {
    var session = api.newConnectedSession("support", OURS);
    var sent =
        api.post("/v1/messages", text(session, THEIRS, "first"), "Prefer", "wait=20").is(201);
    api.post("/v1/sessions/" + session + "/pause", null).is(200);
    var waiting = api.post("/v1/messages", text(session, THEIRS, "second")).is(202);

    var cancelled = api.call("DELETE", "/v1/messages/" + id(waiting), null).is(200);

    assertThat(cancelled.at("/status").asText()).isEqualTo("cancelled");
    api.call("DELETE", "/v1/messages/" + id(waiting), null).is(200);
    assertThat(api.call("DELETE", "/v1/messages/" + id(sent), null).is(409).at("/code").asText())
        .isEqualTo("message_not_cancellable");
    api.post("/v1/sessions/" + session + "/resume", null).is(200);
    api.post("/v1/messages", text(session, THEIRS, "third"), "Prefer", "wait=20").is(201);
    assertThat(inbox(session))
        .extracting(it -> it.at("/body").asText())
        .containsExactly("first", "third");
  }

  @Test
  void listsMessagesByPageAndFilter() {
    var session = api.newSession("support");
    var other = api.newSession("sales");
    var newestFirst = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      newestFirst.addFirst(id(api.post("/v1/messages", text(session, THEIRS, "no. " + i)).is(202)));
    }
    api.post("/v1/messages", text(other, "+966507654321", "elsewhere")).is(202);

    var found = new ArrayList<String>();
    var path = "/v1/messages?limit=2&sessionId=" + session;
    for (var page = api.get(path); ; page = api.get(path + "&cursor=" + next(page))) {
      page.is(200).at("/items").forEach(item -> found.add(item.at("/id").asText()));
      if (!page.json().has("nextCursor")) {
        break;
      }
    }

    assertThat(found).isEqualTo(newestFirst);
    assertThat(bodies("?peer=966507654321&status=queued&direction=outbound"))
        .containsExactly("elsewhere");
    assertThat(bodies("?direction=inbound")).isEmpty();
    assertThat(bodies("?to=2026-01-01T00:00:00Z")).isEmpty();
    var forged = next(api.get("/v1/sessions?limit=1"));
    for (var query :
        List.of("cursor=x", "cursor=" + forged, "limit=0", "status=lost", "from=now")) {
      api.get("/v1/messages?" + query).is(400);
    }
  }

  @Test
  void listsReceivedMessages() {
    var session = api.newConnectedSession("support", OURS);

    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"type\":\"text\",\"body\":\"" + GREETING + "\"}")
        .is(202);

    var list = api.until("/v1/messages?direction=inbound", it -> it.at("/items/0").isObject());
    assertThat(list.at("/items/0/from").asText()).isEqualTo(THEIRS);
    assertThat(list.at("/items/0/body").asText()).isEqualTo(GREETING);
    assertThat(list.at("/items/0/status").asText()).isEqualTo("received");
  }

  @Test
  void linksByCodeStopsStartsLogsOutAndDeletesSession() {
    var session = "/v1/sessions/" + api.newSession("support");
    var code = api.post(session + "/pairing-code", "{\"phone\":\"" + OURS + "\"}").is(200);
    assertThat(code.at("/code").asText()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}");
    api.post("/simulator" + session.substring(3) + "/scan", "{\"number\":\"" + OURS + "\"}")
        .is(204);
    api.until(session, it -> it.at("/status").asText().equals("connected"));

    for (var i = 0; i < 2; i++) {
      assertThat(api.post(session + "/stop", null).is(200).at("/status").asText()).isEqualTo("off");
    }
    for (var i = 0; i < 2; i++) {
      api.post(session + "/start", null).is(200);
    }
    var back = api.until(session, it -> it.at("/status").asText().equals("connected"));
    assertThat(back.at("/number").asText()).isEqualTo(OURS);
    for (var i = 0; i < 2; i++) {
      var out = api.post(session + "/logout", null).is(200);
      assertThat(out.at("/status").asText()).isEqualTo("unlinked");
      assertThat(out.json().has("number")).isFalse();
    }
    api.call("DELETE", session, null).is(204);
    assertThat(api.get(session).is(404).at("/code").asText()).isEqualTo("session_not_found");
  }

  @Test
  void changesPartOfPacing() {
    var session = "/v1/sessions/" + api.newSession("support");

    var changed =
        api.call(
                "PATCH",
                session,
                """
                {"name": "sales", "pacing": {"dailyCap": 7,
                 "quietHours": {"from": "22:00", "to": "07:00", "zone": "Asia/Riyadh"}}}
                """)
            .is(200);

    assertThat(changed.at("/name").asText()).isEqualTo("sales");
    assertThat(changed.at("/pacing/dailyCap").asInt()).isEqualTo(7);
    assertThat(changed.at("/pacing/gap/maxMs").asInt()).isZero();
    assertThat(changed.at("/pacing/rest").isNull()).isTrue();
    assertThat(changed.at("/pacing/quietHours/zone").asText()).isEqualTo("Asia/Riyadh");
    var kept = api.get(session).is(200);
    assertThat(kept.at("/name")).isEqualTo(changed.at("/name"));
    assertThat(kept.at("/pacing")).isEqualTo(changed.at("/pacing"));
  }

  @Test
  void letsOperatorDisableAnySession() {
    var session = api.newConnectedSession("support", OURS);
    var operator = Api.operator(root);

    var shut = operator.post("/v1/operator/sessions/" + session + "/disable", null).is(200);

    assertThat(shut.at("/disabled").asBoolean()).isTrue();
    for (var refused :
        List.of(
            api.post("/v1/messages", text(session, THEIRS, GREETING)),
            api.post("/v1/sessions/" + session + "/start", null))) {
      assertThat(refused.is(403).at("/code").asText()).isEqualTo("session_disabled");
    }
    operator.post("/v1/operator/sessions/" + session + "/enable", null).is(200);
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("connected"));
  }

  @Test
  void keepsTestMessagesInSimulator() {
    var session = api.newSession("support");
    var tester = api.withKey("{\"name\":\"tests\",\"role\":\"send\",\"mode\":\"test\"}");

    var sent =
        tester.post("/v1/messages", text(session, THEIRS, GREETING), "Prefer", "wait=20").is(201);

    assertThat(sent.at("/test").asBoolean()).isTrue();
    assertThat(sent.at("/waMessageId").asText()).startsWith("sim_");
  }

  private List<JsonNode> inbox(String session) {
    var items = new ArrayList<JsonNode>();
    api.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items").forEach(items::add);
    return items;
  }

  private List<String> bodies(String query) {
    var bodies = new ArrayList<String>();
    api.get("/v1/messages" + query)
        .is(200)
        .at("/items")
        .forEach(item -> bodies.add(item.at("/body").asText()));
    return bodies;
  }

  private static String id(Api.Response answer) {
    return answer.at("/id").asText();
  }

  private static String next(Api.Response page) {
    return page.at("/nextCursor").asText();
  }

  private static String decode(byte[] png) throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    // Without this hint, one in a hundred codes is misread.
    var drawn = Map.of(DecodeHintType.PURE_BARCODE, true);
    return new QRCodeReader()
        .decode(new BinaryBitmap(new HybridBinarizer(source)), drawn)
        .getText();
  }
}
