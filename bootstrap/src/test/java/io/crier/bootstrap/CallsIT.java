package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls to sessions are reported, and rejected on request or by themselves. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CallsIT {

  private static final String THEIRS = "+966507654321";

  @ArquillianResource private URI root;

  private Api api;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createSession() {
    api = Api.operator(root).newAccount("Blue Door Clinic");
    session = api.newConnectedSession("support", "+966500000001");
  }

  @Test
  void reportsACallAndRejectsItOnRequest() {
    var call = ring();

    var event = event("call.incoming");
    assertThat(event.at("/data/callId").asText()).isEqualTo(call);
    assertThat(event.at("/data/from").asText()).isEqualTo(THEIRS);
    assertThat(event.at("/data/video").asBoolean()).isFalse();
    api.post("/v1/sessions/" + session + "/calls/" + call + "/reject", null).is(204);
    assertThat(outcome()).isEqualTo("rejected");
    assertThat(
            api.post("/v1/sessions/" + session + "/calls/" + call + "/reject", null).is(404).code())
        .isEqualTo("call_not_found");
  }

  @Test
  void rejectsCallsByItselfAndSendsTheMessage() {
    api.call(
            "PATCH",
            "/v1/sessions/" + session,
            "{\"settings\":{\"calls\":\"reject\",\"callsMessage\":\"Please write to us.\"}}")
        .is(200);

    ring();

    api.until(
        "/simulator/sessions/" + session + "/calls",
        calls -> calls.at("/items/0/outcome").asText().equals("rejected"));
    api.until(
        "/v1/messages?direction=outbound",
        messages -> messages.at("/items/0/body").asText().equals("Please write to us."));
  }

  @Test
  void showsAndReportsPresence() {
    var chat = "/v1/sessions/" + session + "/chats/" + THEIRS + "/presence";
    var presences = "/simulator/sessions/" + session + "/presence";
    api.call("PUT", chat, "{\"state\":\"recording\"}").is(204);
    assertThat(api.get(presences).is(200).at("/items/0/state").asText()).isEqualTo("recording");
    assertThat(api.call("PUT", chat, "{\"state\":\"online\"}").is(400).code())
        .isEqualTo("invalid_request");
    api.call("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"presence\":\"receive\"}}")
        .is(200);
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("connected"));
    api.post(chat + "/watch", null).is(204);

    api.post(presences, "{\"by\":\"" + THEIRS + "\",\"state\":\"typing\"}").is(202);

    var event = event("chat.presence");
    assertThat(event.at("/data/chatId").asText()).isEqualTo(THEIRS);
    assertThat(event.at("/data/state").asText()).isEqualTo("typing");
  }

  private JsonNode event(String type) {
    try (var lines = api.follow("/v1/events?types=" + type, "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      return Json.read(line.substring("data: ".length()));
    }
  }

  private String ring() {
    return api.post("/simulator/sessions/" + session + "/calls", "{\"from\":\"" + THEIRS + "\"}")
        .is(202)
        .at("/callId")
        .asText();
  }

  private String outcome() {
    return api.get("/simulator/sessions/" + session + "/calls")
        .is(200)
        .at("/items/0/outcome")
        .asText();
  }
}
