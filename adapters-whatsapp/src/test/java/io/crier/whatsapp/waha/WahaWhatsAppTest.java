package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.JsonTrees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WahaWhatsAppTest extends WahaFixture {

  @AfterEach
  void stop() {
    close();
  }

  // the session

  @Test
  void isMissingWithoutUrl() {
    assertThat(engine(Optional.empty()).missing()).get().asString().contains("WAHA_URL");
    assertThat(engine.missing()).isEmpty();
  }

  @Test
  void configuresSignedWebhook() {
    unlinked();

    var hook = waha.config().at("/webhooks/0");
    assertThat(hook.path("url").textValue())
        .startsWith("http://crier:9080/engines/waha/" + SESSION.value());
    assertThat(hook.at("/hmac/key").textValue()).hasSize(64).doesNotContain(FakeWaha.KEY);
    assertThat(hook.path("events"))
        .extracting(JsonNode::textValue)
        .containsExactly(
            "session.status",
            "message.any",
            "message.reaction",
            "message.edited",
            "message.revoked",
            "message.ack",
            "poll.vote",
            "call.received",
            "presence.update",
            "label.upsert",
            "label.deleted",
            "label.chat.added",
            "label.chat.deleted");
  }

  @Test
  void showsCodeAgainWhenItChanges() {
    var link = unlinked();
    time.pass(Duration.ofSeconds(30));
    assertThat(link.events(Event.Qr.class)).hasSize(1);

    waha.post("message.ack", JsonTrees.MAPPER.createObjectNode());
    time.pass(Duration.ofSeconds(30));

    assertThat(link.events(Event.Qr.class)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void losesConnectionWhenPhoneUnlinks() {
    var link = linked();

    waha.setStatus("SCAN_QR_CODE");
    settle();

    assertThat(link.events()).endsWith(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"FAILED, ENGINE_FAILED", "STOPPED, NOT_CONNECTED"})
  void detectsEndOfSessionByPolling(String status, Fault fault) {
    var link = linked();

    waha.setStatus(status);
    time.pass(Duration.ofMinutes(2));

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void restartsFailedSession() {
    var link = linked();
    waha.setStatus("FAILED");
    settle();

    assertThat(link.reopen().events(Event.OfConnection.class))
        .containsExactly(new Event.Connected(OURS));
  }

  @Test
  void configuresSessionOfAnEarlierVersionAgain() {
    var link = linked();
    waha.forgetEvent("poll.vote");

    link.reopen();

    assertThat(waha.config().at("/webhooks/0/events"))
        .extracting(JsonNode::textValue)
        .contains("poll.vote");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "", " ", "waha-api-key\r\nX-Admin: 1"})
  void reportsWrongKeyWhenOpening(String key) {
    var events = new ArrayList<Event>();
    engine.open(
        new Engine.Identity(SESSION, ACCOUNT, Map.of("apiKey", key), false),
        new InMemoryKeyring(),
        events::add);
    settle();

    assertThat(events).containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
    assertThat(post(SESSION, "00", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  // requests to WAHA

  @ParameterizedTest
  @ValueSource(strings = {"id", "id._serialized", "key.id"})
  void readsMessageIdOfEveryVersion(String field) {
    waha.putIdIn(field);
    var link = linked();

    var outcome = (Outcome.Sent) link.send(THEM);
    settle();

    assertThat(outcome.id().value()).startsWith("3EB0FAKE");
    assertThat(link.events(Event.Receipt.class))
        .extracting(Event.Receipt::id)
        .containsExactly(outcome.id(), outcome.id());
  }

  @ParameterizedTest
  @CsvSource({
    "400, ENGINE_FAILED",
    "401, UNLINKED",
    "404, NOT_CONNECTED",
    "413, CONTENT_REFUSED",
    "422, NOT_CONNECTED",
    "429, RATE_LIMITED",
    "500, UNKNOWN_OUTCOME",
    "501, UNSUPPORTED",
    "503, UNKNOWN_OUTCOME"
  })
  void mapsErrorStatusesToFaults(int answer, Fault fault) {
    var link = linked();
    waha.refuse(answer);

    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(new Failure(fault, Optional.of(answer)), Optional.empty()));
  }

  @Test
  void sendsChatAndAuthorOfQuotedMessage() {
    var author = Recipient.parse("+966507654321");
    var quoted =
        new Quoted(Optional.empty(), new WhatsAppId("3A1"), false, Optional.of(author), "hi");
    var context = new Context(Optional.of(quoted), List.of(author), Optional.empty());

    linked().connection().send(ID, GROUP, Optional.empty(), new Content.Text("yes", context));

    assertThat(waha.requests())
        .containsExactly(
            json(
                """
                {"session": "default", "chatId": "120363041234567890@g.us",
                 "reply_to": "false_120363041234567890@g.us_3A1_966507654321@c.us",
                 "mentions": ["966507654321@c.us"], "text": "yes", "linkPreview": false}
                """));
  }

  @Test
  void sendsToKnownAddress() {
    linked().connection().send(ID, THEM, Optional.of(new Address("123456789012345@lid")), HELLO);

    assertThat(waha.requests().getFirst().path("chatId").textValue())
        .isEqualTo("123456789012345@lid");
  }

  @Test
  void showsTypingAndSeen() {
    var link = linked();

    link.connection().typing(THEM, true);
    link.connection().seen(THEM, new WhatsAppId("3A2"), Optional.empty());

    assertThat(waha.requests())
        .containsExactly(
            json("{\"session\":\"default\",\"chatId\":\"966507654321@c.us\"}"),
            json(
                "{\"session\":\"default\",\"chatId\":\"966507654321@c.us\","
                    + "\"messageIds\":[\"false_966507654321@c.us_3A2\"]}"));
  }
}
