package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.json.Json;
import io.crier.whatsapp.cloud.FakeGraph;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole server against a fake of Meta's Graph API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CloudIT {

  private static final String NOBODY = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
  private static final PhoneNumber OURS = new PhoneNumber("+966501234567");
  private static final Recipient THEM = Recipient.parse("+966507654321");
  private static final String GREETING = "أهلا, عساك بخير؟ 😀";

  @ArquillianResource private URI root;

  private FakeGraph graph;
  private Api api;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccountAndFakeMeta() {
    graph = new FakeGraph(Integer.getInteger("test.graph.port"));
    graph.scan(null, OURS);
    api = Api.operator(root).newAccount("Blue Door Clinic");
  }

  @AfterEach
  void stopMeta() {
    graph.close();
  }

  @Test
  void deliversTextAndReportsItRead() {
    var session = connected();

    var message =
        api.post("/v1/messages", Api.text(session, THEM.text(), GREETING), "Prefer", "wait=20")
            .is(201);
    graph.deliver((signature, body) -> post(session, signature, body));

    var read =
        api.until(
            "/v1/messages/" + message.at("/id").asText(),
            it -> it.at("/status").asText().equals("read"));
    var id = new WhatsAppId(read.at("/waMessageId").asText());
    assertThat(graph.arrived(null))
        .containsExactly(Arrived.of(id, THEM, new Content.Text(GREETING)));
  }

  @Test
  void reportsDeliveryFailureOfMeta() {
    var session = connected();
    var message =
        api.post("/v1/messages", Api.text(session, THEM.text(), GREETING), "Prefer", "wait=20")
            .is(201);
    var id = message.at("/waMessageId").asText();
    var failed = FakeGraph.status(id, "", "failed");
    failed.putArray("errors").addObject().put("code", 131047);
    graph.forgetPosts();

    graph.post("statuses", failed);
    graph.deliver((signature, body) -> post(session, signature, body));

    var ended =
        api.until(
            "/v1/messages/" + message.at("/id").asText(),
            it -> it.at("/status").asText().equals("failed"));
    assertThat(ended.text()).contains("outside_window");
  }

  @Test
  void receivesRepeatedlyPostedMessageOnce() {
    var session = connected();
    graph.write(null, THEM, new Content.Text(GREETING));

    graph.deliver(
        (signature, body) -> {
          post(session, signature, body);
          return post(session, signature, body);
        });

    var received =
        api.until(
            "/v1/messages?sessionId=" + session + "&direction=inbound",
            it -> !it.at("/items").isEmpty());
    assertThat(received.at("/items")).hasSize(1);
    assertThat(received.at("/items/0/body").asText()).isEqualTo(GREETING);
    assertThat(received.at("/items/0/from").asText()).isEqualTo(THEM.text());
  }

  @Test
  void sendsButtonsAndReceivesTheOneThatIsPressed() {
    var session = connected();
    var buttons =
        """
        {"sessionId": "%s", "to": "%s", "type": "buttons", "body": "Does Monday suit you?",
         "buttons": [{"id": "yes", "title": "Yes"}, {"id": "no", "title": "No"}]}
        """
            .formatted(session, THEM.text());
    var sent = api.post("/v1/messages", buttons, "Prefer", "wait=20").is(201);

    graph.choose(null, THEM, new WhatsAppId(sent.at("/waMessageId").asText()), "no");
    graph.deliver((signature, body) -> post(session, signature, body));

    var received =
        api.until(
            "/v1/messages?sessionId=" + session + "&direction=inbound",
            it -> !it.at("/items").isEmpty());
    assertThat(received.at("/items/0/interactive/kind").asText()).isEqualTo("button_reply");
    assertThat(received.at("/items/0/interactive/id").asText()).isEqualTo("no");
    assertThat(received.at("/items/0/replyTo")).isEqualTo(sent.at("/id"));
  }

  @Test
  void showsUnlinkedSessionWithoutSecretsForInvalidToken() {
    var session = create(Map.of("token", "void"));

    var unlinked =
        api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("unlinked"));

    assertThat(unlinked.text())
        .contains(FakeGraph.PHONE)
        .doesNotContain("void", FakeGraph.SECRET, FakeGraph.VERIFY);
  }

  @Test
  void answersVerificationRequestOfMeta() {
    var hook = "/engines/cloud/" + connected();
    var right = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

    assertThat(api.get(hook + right + FakeGraph.VERIFY).is(200).text()).isEqualTo("1158201444");
    api.get(hook + right + "wrong").is(403);
    api.get(hook).is(403);
    api.get("/engines/cloud/" + NOBODY + right + FakeGraph.VERIFY).is(404);
  }

  @Test
  void rejectsRequestsNotFromMeta() {
    var session = connected();
    var empty = "{}".getBytes(UTF_8);
    var signature = FakeGraph.signature(empty);

    assertThat(post(session, signature, empty)).isEqualTo(200);
    assertThat(post(session, "sha256=00", empty)).isEqualTo(401);
    assertThat(post(session, "", empty)).isEqualTo(401);
    assertThat(post(session, signature, "{ }".getBytes(UTF_8))).isEqualTo(401);
    assertThat(post(session, FakeGraph.signature("{".getBytes(UTF_8)), "{".getBytes(UTF_8)))
        .isEqualTo(400);
    assertThat(post(session, signature, new byte[9 << 20])).isEqualTo(413);
    assertThat(post(NOBODY, signature, empty)).isEqualTo(404);
    assertThat(post("nobody", signature, empty)).isBetween(400, 404);
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    assertThat(post(session, signature, empty)).isEqualTo(503);
    assertThat(post(session, "sha256=00", empty)).isEqualTo(401);
  }

  private String connected() {
    var session = create(Map.of());
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("connected"));
    return session;
  }

  private String create(Map<String, String> other) {
    ObjectNode request =
        Json.MAPPER.createObjectNode().put("name", "support").put("engine", "cloud");
    var settings = request.putObject("settings");
    FakeGraph.SETTINGS.forEach(settings::put);
    other.forEach(settings::put);
    return api.post("/v1/sessions", request.toString()).is(201).at("/id").asText();
  }

  private int post(String session, String signature, byte[] body) {
    return Api.post(
        root.resolve("/engines/cloud/" + session), body, "X-Hub-Signature-256", signature);
  }
}
