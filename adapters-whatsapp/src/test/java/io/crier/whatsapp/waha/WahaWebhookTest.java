package io.crier.whatsapp.waha;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.TestSession;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the engine handles WAHA's posts. */
class WahaWebhookTest {

  private final WahaFixture fixture = new WahaFixture();
  private final FakeWaha waha = fixture.waha;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void reportsBouncedMessage() {
    var link = fixture.linked();
    var id = ((Outcome.Sent) link.send(THEM)).id();
    waha.post(
        "message.ack",
        WahaFixture.json("{\"id\":\"true_966507654321@c.us_" + id.value() + "\",\"ack\":-1}"));
    fixture.settle();

    assertThat(link.events(Event.Bounced.class))
        .containsExactly(
            new Event.Bounced(
                id,
                Failure.of(Fault.ENGINE_FAILED),
                link.events(Event.Bounced.class).getFirst().at()));
  }

  @Test
  void fetchesFileFromConfiguredAddress() throws IOException {
    var link = fixture.linked();
    var message = waha.from(THEM).put("hasMedia", true).put("body", "انظر");
    message
        .putObject("media")
        .put("url", waha.keep("png".getBytes(UTF_8)))
        .put("mimetype", "image/png");

    waha.post("message", message);
    fixture.settle();

    var media = (Content.Media) received(link).content();
    assertThat(media.caption()).contains("انظر");
    assertThat(fixture.mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("png");
  }

  @Test
  void remembersTheChatOfAFileThatTheOwnPhoneSends() {
    var link = fixture.linked();
    var message = waha.from(THEM).put("fromMe", true).put("source", "app").put("hasMedia", true);
    message.put("to", "966507654321@c.us").put("from", "966501234567@c.us");

    waha.post("message.any", message);
    fixture.settle();

    assertThat(received(link).media().orElseThrow().value())
        .contains("\"chat\":\"966507654321@c.us\"");
  }

  @Test
  void fetchesFileFromStorageOfWaha() throws IOException {
    var url = "https://bucket.s3.example/file.png?X-Amz-Signature=1";
    fixture.downloads.put(URI.create(url), Optional.of("image/png"), "png".getBytes(UTF_8));
    var link = fixture.linked();

    waha.post("message", image(url));
    fixture.settle();

    var media = (Content.Media) received(link).content();
    assertThat(fixture.mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("png");
  }

  @Test
  void fetchesFilesFromOtherPathsWithoutKey() {
    var url = waha.uri() + "/api/sessions";
    var link = fixture.linked();

    waha.post("message", image(url));
    fixture.settle();

    assertThat(received(link).content()).isInstanceOf(MissingMedia.class);
    assertThat(fixture.downloads.fetched()).contains(URI.create(url));
  }

  @Test
  void asksForFileThatWahaHasNotDownloaded() throws IOException {
    waha.keep("png".getBytes(UTF_8));
    var link = fixture.linked();

    waha.post("message", waha.from(THEM).put("hasMedia", true).putNull("media"));
    fixture.settle();

    var media = (Content.Media) received(link).content();
    assertThat(fixture.mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("png");
  }

  private ObjectNode image(String url) {
    var message = waha.from(THEM).put("hasMedia", true);
    message.putObject("media").put("url", url).put("mimetype", "image/png");
    return message;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message | {\"body\":\"hi\"} | text | hi",
        "message | {\"location\":{\"latitude\":24.7,\"longitude\":46.6,\"description\":\"Riyadh\"}}"
            + " | location | Riyadh",
        "message | {\"vCards\":[\"BEGIN:VCARD\\nFN:Sami\\nTEL;waid=966501234567:+966 50 123"
            + " 4567\\nEND:VCARD\"]} | contact | Sami",
        "message.reaction | {\"reaction\":{\"text\":\"👍\",\"messageId\":\"true_9@c.us_A\"}}"
            + " | reaction | 👍",
        "message | {} | unsupported | ''",
        "message | {\"hasMedia\":true} | document | ''",
        "message | {\"hasMedia\":true,\"_data\":{\"type\":\"ptt\"}} | audio | ''",
        "message | {\"hasMedia\":true,\"_data\":{\"message\":{\"imageMessage\":{}}}} | image | ''",
        "message | {\"location\":{}} | unsupported | ''",
        "message | {\"vCards\":[\"\"]} | unsupported | ''",
        "message | {\"hasMedia\":true,\"body\":\"انظر\"} | document | انظر",
        "message | {\"body\":\"hi\",\"_data\":{\"type\":\"chat\"}} | text | hi",
        "message | {\"body\":\"hi\",\"_data\":{\"message\":{\"conversation\":\"hi\"}}} | text | hi",
        "message | {\"_data\":{\"message\":{\"ephemeralMessage\":{\"message\":{"
            + "\"buttonsResponseMessage\":{\"selectedButtonId\":\"y\",\"selectedDisplayText\":"
            + "\"Yes\"}}}}}} | interactive | Yes",
        "message | {\"_data\":{\"Message\":{\"listResponseMessage\":{\"title\":\"Two\","
            + "\"singleSelectReply\":{\"selectedRowID\":\"b\"}}}}} | interactive | Two",
        "message | {\"body\":\"Two\",\"_data\":{\"type\":\"list_response\",\"listResponse\":{"
            + "\"singleSelectReply\":{\"selectedRowId\":\"b\"}}}} | interactive | Two",
        "message | {\"_data\":{\"message\":{\"buttonsMessage\":{\"contentText\":\"Tea?\",\"buttons\":"
            + "[{\"buttonId\":\"1\",\"buttonText\":{\"displayText\":\"Yes\"}}]}}}} | unsupported |"
            + " Tea?/Yes",
        "message | {\"_data\":{\"message\":{\"interactiveMessage\":{\"header\":{\"title\":\"Door\"},"
            + "\"body\":{\"text\":\"Blue?\"},\"nativeFlowMessage\":{\"buttons\":[{\"name\":"
            + "\"quick_reply\",\"buttonParamsJson\":\"{\\\"display_text\\\":\\\"Yes\\\",\\\"id\\\":"
            + "\\\"1\\\"}\"}]}}}}} | unsupported | Door/Blue?/Yes",
        "message | {\"_data\":{\"message\":{\"templateMessage\":{\"hydratedTemplate\":{"
            + "\"hydratedContentText\":\"Ready\",\"templateId\":\"9\",\"hydratedButtons\":[{"
            + "\"quickReplyButton\":{\"displayText\":\"Thanks\",\"id\":\"t\"}}]}}}}} | unsupported |"
            + " Ready/Thanks",
        "message | {\"_data\":{\"message\":{\"listMessage\":{\"title\":\"Menu\",\"sections\":[{"
            + "\"rows\":[{\"title\":\"Tea\",\"rowId\":\"1\"},{\"title\":\"Coffee\"}]}]}}}} |"
            + " unsupported | Menu/Tea/Coffee",
        "message | {\"_data\":{\"message\":{\"orderMessage\":{\"orderId\":\"1\",\"orderTitle\":"
            + "\"Doors\",\"message\":\"Please\",\"token\":\"x\"}}}} | unsupported | Doors/Please",
      })
  void receivesEveryKindOfMessage(String event, String part, String kind, String text) {
    var link = fixture.linked();
    var message = waha.from(THEM);
    WahaFixture.json(part)
        .properties()
        .forEach(field -> message.set(field.getKey(), field.getValue()));

    waha.post(event, message);
    fixture.settle();

    assertThat(received(link).content().type()).isEqualTo(kind);
    assertThat(received(link).content().text()).isEqualTo(text.replace('/', '\n'));
  }

  @Test
  void keepsNameForwardingAndReferral() {
    var link = fixture.linked();
    var message = waha.from(THEM).put("body", "hi");
    message.set(
        "_data",
        WahaFixture.json(
            "{\"pushName\":\"Fatima\",\"message\":{\"extendedTextMessage\":{\"text\":\"hi\","
                + "\"contextInfo\":{\"isForwarded\":true,\"externalAdReply\":{\"title\":\"Chat\","
                + "\"sourceType\":\"ad\",\"sourceId\":\"120\",\"sourceUrl\":\"https://fb.me/1\","
                + "\"ctwaClid\":\"ARAk\"}}}}}"));
    waha.post("message", message);
    fixture.settle();

    assertThat(received(link).content().text()).isEqualTo("hi");
    assertThat(received(link).content().context().envelope())
        .isEqualTo(
            new Envelope(
                Optional.of("Fatima"),
                true,
                Referral.of(
                    Optional.of("https://fb.me/1"),
                    Optional.of("120"),
                    Optional.of("ad"),
                    Optional.of("Chat"),
                    Optional.empty(),
                    Optional.of("ARAk"))));
  }

  @Test
  void keepsReplyToUnknownMessage() {
    var link = fixture.linked();
    var message = waha.from(THEM).put("body", "yes");
    message
        .putObject("replyTo")
        .put("id", "3EB0UNKNOWN")
        .put("participant", "966501234567@c.us")
        .put("body", "Is it ready?");
    waha.post("message", message);
    fixture.settle();

    assertThat(received(link).content().context().replyTo())
        .contains(
            new Quoted(
                Optional.empty(),
                new WhatsAppId("3EB0UNKNOWN"),
                true,
                Optional.empty(),
                "Is it ready?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":{\"participantAlt\":\"966507654321@s.whatsapp.net\"}}",
        "{\"key\":{\"participantPn\":\"966507654321@s.whatsapp.net\"}}",
        "{\"Info\":{\"SenderAlt\":\"966507654321@s.whatsapp.net\"}}"
      })
  void usesNumberBehindHiddenAuthor(String data) {
    var link = fixture.linked();
    var message = waha.from(WahaFixture.GROUP).put("body", "x");
    message.put("participant", "123456789012345@lid").set("_data", WahaFixture.json(data));

    waha.post("message", message);
    fixture.settle();

    assertThat(received(link).content().context().author()).contains(THEM);
  }

  @Test
  void usesNumberBehindHiddenId() {
    var link = fixture.linked();
    var hidden = Recipient.parse("123456789012345@lid");
    var message = waha.from(hidden).put("body", "hi");
    message.putObject("_data").putObject("key").put("remoteJidAlt", "966507654321@s.whatsapp.net");

    waha.post("message", message);
    fixture.settle();

    assertThat(received(link).peer()).isEqualTo(THEM);
    assertThat(received(link).address()).contains(new Address(hidden.text()));
  }

  @Test
  void receivesAuthorInGroup() {
    var link = fixture.linked();

    waha.post(
        "message",
        waha.from(WahaFixture.GROUP).put("participant", "966507654321@c.us").put("body", "x"));
    fixture.settle();

    assertThat(received(link).peer()).isEqualTo(WahaFixture.GROUP);
    assertThat(received(link).content().context().author()).contains(THEM);
  }

  @Test
  void receivesWhatTheOwnPhoneEditsAndDeletes() {
    var link = fixture.linked();
    var edit = waha.from(THEM).put("fromMe", true).put("to", "966507654321@c.us");
    edit.put("from", "966501234567@c.us").put("body", "new").put("editedMessageId", "3EB0");
    var deletion = edit.deepCopy();

    waha.post("message.edited", edit);
    waha.post(
        "message.revoked", object("revokedMessageId", "true_966507654321@c.us_3EB0", deletion));
    fixture.settle();

    assertThat(link.events(Event.Edited.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.version().direction()).isEqualTo(Direction.OUTBOUND);
              assertThat(it.version().id().value()).isEqualTo("3EB0");
              assertThat(it.version().peer()).isEqualTo(THEM);
              assertThat(it.version().content().text()).isEqualTo("new");
            });
    assertThat(link.events(Event.Revoked.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.ours()).isTrue();
              assertThat(it.id().value()).isEqualTo("3EB0");
              assertThat(it.chat()).isEqualTo(THEM);
            });
  }

  @Test
  void receivesAnEditThatIsPostedTwiceOnceAndTheNextOneToo() {
    var link = fixture.linked();
    var edit = waha.from(THEM).put("body", "two").put("editedMessageId", "3EB0");

    waha.post("message.edited", edit);
    waha.post("message.edited", edit.deepCopy());
    waha.post("message.edited", edit.deepCopy().put("body", "three"));
    fixture.settle();

    assertThat(link.events(Event.Edited.class))
        .extracting(it -> it.version().content().text())
        .containsExactly("two", "three");
  }

  private static JsonNode object(String name, String value, JsonNode after) {
    var payload = JsonTrees.MAPPER.createObjectNode().put(name, value);
    payload.set("after", after);
    return payload;
  }

  @Test
  void ignoresWhatItSentItself() {
    var link = fixture.linked();

    waha.post("message", waha.from(THEM).put("fromMe", true).put("body", "x"));
    waha.post(
        "message.any", waha.from(THEM).put("fromMe", true).put("source", "api").put("body", "x"));
    fixture.settle();

    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "7",
        "{\"event\":7}",
        "{\"event\":\"message\",\"payload\":7}",
        "{\"event\":\"message\",\"payload\":{\"id\":7,\"from\":{}}}",
        "{\"event\":\"message\",\"payload\":{\"id\":\"x\",\"from\":\"status@broadcast\"}}",
        "{\"event\":\"message.ack\",\"payload\":null}",
        "{\"event\":\"message.edited\",\"payload\":7}",
        "{\"event\":\"message.edited\",\"payload\":{\"id\":\"x\",\"editedMessageId\":{}}}",
        "{\"event\":\"message.revoked\",\"payload\":{\"revokedMessageId\":\"x\",\"after\":[]}}",
        "{\"event\":\"session.status\"}",
      })
  void ignoresMalformedPosts(String body) {
    var link = fixture.linked();
    var before = List.copyOf(link.events());

    var bytes = body.getBytes(UTF_8);
    assertThat(fixture.post(SESSION, waha.signature(bytes), bytes)).isEqualTo(200);
    fixture.settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  void rejectsUnsignedAndMalformedPosts() {
    fixture.linked();
    var garbage = "{".getBytes(UTF_8);

    assertThat(fixture.post(SESSION, "00", "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(fixture.post(SESSION, "", "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(fixture.post(SESSION, null, "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(fixture.post(SESSION, waha.signature(garbage), garbage)).isEqualTo(400);
    assertThat(fixture.post(SessionId.next(fixture.time.instant()), "00", garbage)).isEqualTo(404);
  }

  private static Event.Received received(TestSession link) {
    assertThat(link.events(Event.Received.class)).hasSize(1);
    return link.events(Event.Received.class).getFirst();
  }
}
