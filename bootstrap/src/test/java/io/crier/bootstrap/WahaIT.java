package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.waha.FakeWaha;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole server against a fake of WAHA. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WahaIT {

  private static final String NOBODY = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
  private static final PhoneNumber OURS = new PhoneNumber("+966501234567");
  private static final Recipient THEM = Recipient.parse("+966507654321");
  private static final String GREETING = "أهلا, عساك بخير؟ 😀";
  private static final String NEW_SESSION =
      """
      {"name": "support", "engine": "waha", "settings": {"apiKey": "%s"},
       "pacing": {"gap": {"minMs": 0, "maxMs": 0}, "rest": null, "typing": false}}
      """;

  @ArquillianResource private URI root;

  private FakeWaha waha;
  private Api api;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccountWithSession() {
    waha = new FakeWaha(Integer.getInteger("test.waha.port"));
    api = Api.operator(root).newAccount("Blue Door Clinic");
    session =
        api.post("/v1/sessions", NEW_SESSION.formatted(FakeWaha.KEY)).is(201).at("/id").asText();
  }

  @AfterEach
  void stopWaha() {
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    waha.close();
  }

  @Test
  void linksByQrCodeAndReportsMessageRead() {
    assertThat(api.get("/v1/sessions/" + session + "/qr").is(200).at("/value").asText())
        .startsWith("2@fake");
    scan();

    var message =
        api.post("/v1/messages", Api.text(session, THEM.text(), GREETING), "Prefer", "wait=20")
            .is(201);
    waha.deliver(this::post);

    var read =
        api.until(
            "/v1/messages/" + message.at("/id").asText(),
            it -> it.at("/status").asText().equals("read"));
    var id = new WhatsAppId(read.at("/waMessageId").asText());
    assertThat(waha.arrived(null))
        .containsExactly(Arrived.of(id, THEM, new Content.Text(GREETING)));
  }

  @Test
  void sendsAListOnlyAsATextAndOnlyIfThatIsAllowed() {
    scan();
    var list =
        """
        {"sessionId": "%s", "to": "%s", "type": "list", "body": "When?", "button": "Times",
         "sections": [{"rows": [{"id": "9", "title": "09:00"}, {"id": "18", "title": "18:00"}]}]}
        """
            .formatted(session, THEM.text());

    var refused = api.post("/v1/messages", list).is(501);
    var sent =
        api.post(
                "/v1/messages",
                list.replace("\"When?\"", "\"When?\", \"fallback\": \"text\""),
                "Prefer",
                "wait=20")
            .is(201);

    assertThat(refused.at("/code").asText()).isEqualTo("type_unsupported");
    assertThat(refused.at("/detail").asText()).contains("cannot send list", "send text");
    assertThat(sent.at("/type").asText()).isEqualTo("text");
    assertThat(waha.arrived(null))
        .extracting(Arrived::text)
        .containsExactly("When?\n\n1. 09:00\n2. 18:00");
  }

  @Test
  void receivesMessages() {
    scan();
    waha.write(null, THEM, new Content.Text(GREETING));

    waha.deliver(this::post);

    var received =
        api.until(
            "/v1/messages?sessionId=" + session + "&direction=inbound",
            it -> !it.at("/items").isEmpty());
    assertThat(received.at("/items/0/body").asText()).isEqualTo(GREETING);
    assertThat(received.at("/items/0/from").asText()).isEqualTo(THEM.text());
  }

  @Test
  void rejectsRequestsNotFromWaha() {
    scan();
    var hook = root.resolve("/engines/waha/" + session);
    var empty = "{}".getBytes(UTF_8);
    var garbage = "{".getBytes(UTF_8);

    assertThat(post(hook, waha.signature(empty), empty)).isEqualTo(200);
    assertThat(post(hook, "00", empty)).isEqualTo(401);
    assertThat(post(hook, waha.signature(garbage), garbage)).isEqualTo(400);
    assertThat(post(hook, waha.signature(empty), new byte[9 << 20])).isEqualTo(413);
    assertThat(post(root.resolve("/engines/waha/" + NOBODY), "00", empty)).isEqualTo(404);
    assertThat(post(root.resolve("/engines/cloud/" + session), "00", empty)).isEqualTo(404);
  }

  private void scan() {
    var path = "/v1/sessions/" + session;
    api.until(path, it -> it.at("/status").asText().equals("awaiting_scan"));
    waha.scan(null, OURS);
    waha.deliver(this::post);
    api.until(path, it -> it.at("/status").asText().equals("connected"));
  }

  private int post(URI url, String signature, byte[] body) {
    return Api.post(root.resolve(url.getRawPath()), body, "X-Webhook-Hmac", signature);
  }
}
