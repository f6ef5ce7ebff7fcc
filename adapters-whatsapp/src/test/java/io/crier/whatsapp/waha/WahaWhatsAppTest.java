package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.messages.InMemoryMediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.WebhookEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WahaWhatsAppTest implements EngineContract {

  private static final Recipient GROUP = Recipient.parse("120363041234567890@g.us");

  private final FakeWaha waha = new FakeWaha();
  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryMediaStore mediaStore = new InMemoryMediaStore(unitOfWork, time);
  private final WahaWhatsApp engine = engine(Optional.of(waha.uri()));
  private final WebhookEndpoint webhook =
      new WebhookEndpoint(
          new FindSessions(
              new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, time)), unitOfWork),
          Set.of("waha"));

  @AfterEach
  void stop() {
    waha.close();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Map<String, String> settings() {
    return FakeWaha.SETTINGS;
  }

  @Override
  public Set<Fault> refusals() {
    return Set.of();
  }

  @Override
  public WhatsAppSide whatsApp() {
    return waha;
  }

  @Override
  public void settle() {
    time.settle();
    waha.deliver((url, signature, body) -> post(SESSION, signature, body));
    time.pass(Duration.ofSeconds(2));
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return mediaStore.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WahaWhatsApp engine(Optional<URI> at) {
    return new WahaWhatsApp(
        at, URI.create("http://crier:9080/"), mediaStore, time.wheel(), time, time);
  }

  private int post(SessionId session, String signature, byte[] body) {
    try {
      var answer = webhook.receive(engine, session, signature, new ByteArrayInputStream(body));
      time.settle();
      try (var given = answer.join()) {
        return given.getStatus();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // the session

  @Test
  void withoutAnAddressOfWahaItSaysWhatIsMissing() {
    assertThat(engine(Optional.empty()).missing()).get().asString().contains("WAHA_URL");
    assertThat(engine.missing()).isEmpty();
  }

  @Test
  void wahaIsToldWhereToPostAndHowToSign() {
    unlinked();

    var hook = waha.config().at("/webhooks/0");
    assertThat(hook.path("url").textValue())
        .startsWith("http://crier:9080/engines/waha/" + SESSION.value());
    assertThat(hook.at("/hmac/key").textValue()).hasSize(64).doesNotContain(FakeWaha.KEY);
    assertThat(hook.path("events"))
        .extracting(JsonNode::textValue)
        .containsExactly("session.status", "message", "message.reaction", "message.ack");
  }

  @Test
  void aCodeIsShownAnewWhenWhatsAppChangesIt() {
    var link = unlinked();
    time.pass(Duration.ofSeconds(30));
    assertThat(link.events(Event.Qr.class)).hasSize(1);

    waha.post("message.ack", JsonTrees.MAPPER.createObjectNode());
    time.pass(Duration.ofSeconds(30));

    assertThat(link.events(Event.Qr.class)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aLinkThatThePhoneHasCutIsLost() {
    var link = linked();

    waha.become("SCAN_QR_CODE");
    settle();

    assertThat(link.events()).endsWith(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"FAILED, ENGINE_FAILED", "STOPPED, NOT_CONNECTED"})
  void aSessionThatEndsIsSeenEvenIfNothingIsPosted(String status, Fault fault) {
    var link = linked();

    waha.become(status);
    time.pass(Duration.ofMinutes(2));

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void aSessionThatFailedIsStartedAgain() {
    var link = linked();
    waha.become("FAILED");
    settle();

    assertThat(link.reopen().events(Event.OfConnection.class))
        .containsExactly(new Event.Connected(OURS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "", " ", "waha-api-key\r\nX-Admin: 1"})
  void aKeyThatIsWrongIsToldAtOnce(String key) {
    var events = new ArrayList<Event>();
    engine.open(
        new Engine.Identity(SESSION, ACCOUNT, Map.of("apiKey", key), false),
        new Keys(),
        events::add);
    settle();

    assertThat(events).containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
    assertThat(post(SESSION, "00", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  // what is sent

  @ParameterizedTest
  @ValueSource(strings = {"id", "id._serialized", "key.id"})
  void theIdIsFoundWhereverItIsAndReceiptsFollowUnderIt(String place) {
    waha.putIdAt(place);
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
  void everyAnswerIsAFault(int answer, Fault fault) {
    var link = linked();
    waha.refuse(answer);

    assertThat(link.send(THEM)).isEqualTo(new Outcome.Failed(fault, Optional.empty()));
  }

  @Test
  void whatIsAnsweredNamesItsChatAndItsAuthor() {
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
  void theAddressThatWhatsAppGaveIsUsed() {
    linked().connection().send(ID, THEM, Optional.of(new Address("123456789012345@lid")), HELLO);

    assertThat(waha.requests().getFirst().path("chatId").textValue())
        .isEqualTo("123456789012345@lid");
  }

  @Test
  void typingAndHavingSeenAreShown() {
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

  // what is posted

  @Test
  void aMessageThatCameBackHasFailed() {
    var link = linked();
    var id = ((Outcome.Sent) link.send(THEM)).id();
    waha.post(
        "message.ack", json("{\"id\":\"true_966507654321@c.us_" + id.value() + "\",\"ack\":-1}"));
    settle();

    assertThat(link.events(Event.Bounced.class))
        .containsExactly(
            new Event.Bounced(
                id, Fault.ENGINE_FAILED, link.events(Event.Bounced.class).getFirst().at()));
  }

  @Test
  void aFileIsFetchedFromWahaWhateverItTakesForItsAddress() throws IOException {
    var link = linked();
    var message = waha.from(THEM).put("hasMedia", true).put("body", "انظر");
    message
        .putObject("media")
        .put("url", waha.keep("png".getBytes(UTF_8)))
        .put("mimetype", "image/png");

    waha.post("message", message);
    settle();

    var media = (Content.Media) received(link).content();
    assertThat(media.caption()).contains("انظر");
    assertThat(mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("png");
  }

  @Test
  void aFileAtAnotherPlaceIsNotFetched() {
    var link = linked();
    var message = waha.from(THEM).put("hasMedia", true);
    message
        .putObject("media")
        .put("url", waha.uri() + "/api/sessions")
        .put("mimetype", "image/png");

    waha.post("message", message);
    settle();

    assertThat(received(link).content()).isInstanceOf(Content.Unsupported.class);
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
        "message | {\"hasMedia\":true} | unsupported | ''",
        "message | {\"location\":{}} | unsupported | ''",
        "message | {\"vCards\":[\"\"]} | unsupported | ''",
      })
  void everyKindOfMessageIsUnderstoodOrNamed(String event, String part, String kind, String text) {
    var link = linked();
    var message = waha.from(THEM);
    json(part).properties().forEach(field -> message.set(field.getKey(), field.getValue()));

    waha.post(event, message);
    settle();

    assertThat(received(link).content().type()).isEqualTo(kind);
    assertThat(received(link).content().text()).isEqualTo(text);
  }

  @Test
  void theNumberBehindAHiddenIdIsUsedWhereItIsTold() {
    var link = linked();
    var hidden = Recipient.parse("123456789012345@lid");
    var message = waha.from(hidden).put("body", "hi");
    message.putObject("_data").putObject("key").put("remoteJidAlt", "966507654321@s.whatsapp.net");

    waha.post("message", message);
    settle();

    assertThat(received(link).from()).isEqualTo(THEM);
    assertThat(received(link).address()).contains(new Address(hidden.text()));
  }

  @Test
  void inAGroupTheAuthorIsNamed() {
    var link = linked();

    waha.post("message", waha.from(GROUP).put("participant", "966507654321@c.us").put("body", "x"));
    settle();

    assertThat(received(link).from()).isEqualTo(GROUP);
    assertThat(received(link).content().context().author()).contains(THEM);
  }

  @Test
  void whatTheSessionWroteItselfIsNotReceived() {
    var link = linked();

    waha.post("message", waha.from(THEM).put("fromMe", true).put("body", "x"));
    settle();

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
        "{\"event\":\"session.status\"}",
      })
  void whateverWahaSignsBreaksNothing(String body) {
    var link = linked();
    var before = List.copyOf(link.events());

    var bytes = body.getBytes(UTF_8);
    assertThat(post(SESSION, waha.signature(bytes), bytes)).isEqualTo(200);
    settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  void whatIsNotSignedOrNoJsonIsRefused() {
    linked();
    var garbage = "{".getBytes(UTF_8);

    assertThat(post(SESSION, "00", "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(post(SESSION, "", "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(post(SESSION, null, "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(post(SESSION, waha.signature(garbage), garbage)).isEqualTo(400);
    assertThat(post(SessionId.next(time.instant()), "00", garbage)).isEqualTo(404);
  }

  private static Event.Received received(Link link) {
    assertThat(link.events(Event.Received.class)).hasSize(1);
    return link.events(Event.Received.class).getFirst();
  }

  private static JsonNode json(String text) {
    try {
      return JsonTrees.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
