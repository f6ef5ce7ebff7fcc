package io.crier.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

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
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.WebhookEndpoint;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWhatsAppTest implements EngineContract {

  private static final Recipient HIDDEN = Recipient.parse("BR.13491208655302741918");

  private final FakeGraph graph = new FakeGraph();
  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemorySessions sessions =
      new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, time));
  private final InMemoryMediaStore mediaStore = new InMemoryMediaStore(unitOfWork, time);
  private final CloudWhatsApp cloud =
      new CloudWhatsApp(graph.uri(), "v25.0", mediaStore, time, time);
  private final WebhookEndpoint webhook =
      new WebhookEndpoint(new FindSessions(sessions, unitOfWork), Set.of("cloud"));

  @AfterEach
  void stop() {
    graph.close();
  }

  @Override
  public Engine engine() {
    return cloud;
  }

  @Override
  public Map<String, String> settings() {
    return FakeGraph.SETTINGS;
  }

  @Override
  public WhatsAppSide whatsApp() {
    return graph;
  }

  @Override
  public void settle() {
    time.settle();
    graph.deliver((signature, body) -> post(SESSION, signature, body));
    time.settle();
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return mediaStore.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int post(SessionId session, String signature, byte[] body) {
    try {
      var answer = webhook.receive(cloud, session, signature, new ByteArrayInputStream(body));
      time.settle();
      try (var given = answer.join()) {
        return given.getStatus();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What Meta answers

  @ParameterizedTest
  @CsvSource({
    "190, UNLINKED",
    "0, UNLINKED",
    "10, UNLINKED",
    "200, UNLINKED",
    "299, UNLINKED",
    "33, UNLINKED",
    "131005, UNLINKED",
    "131045, UNLINKED",
    "133010, UNLINKED",
    "4, RATE_LIMITED",
    "80007, RATE_LIMITED",
    "130429, RATE_LIMITED",
    "131056, RATE_LIMITED",
    "131048, RESTRICTED",
    "131037, RESTRICTED",
    "131042, RESTRICTED",
    "368, BANNED",
    "131031, BANNED",
    "131026, RECIPIENT_NOT_ON_WHATSAPP",
    "131021, RECIPIENT_REFUSED",
    "131030, RECIPIENT_REFUSED",
    "131049, RECIPIENT_REFUSED",
    "131050, RECIPIENT_REFUSED",
    "130472, RECIPIENT_REFUSED",
    "130497, RECIPIENT_REFUSED",
    "131047, OUTSIDE_WINDOW",
    "100, CONTENT_REFUSED",
    "131008, CONTENT_REFUSED",
    "131009, CONTENT_REFUSED",
    "131051, CONTENT_REFUSED",
    "131052, CONTENT_REFUSED",
    "131053, CONTENT_REFUSED",
    "132000, CONTENT_REFUSED",
    "132001, CONTENT_REFUSED",
    "132015, CONTENT_REFUSED",
    "1, ENGINE_FAILED",
    "2, ENGINE_FAILED",
    "131000, ENGINE_FAILED",
    "131016, ENGINE_FAILED",
    "131057, ENGINE_FAILED",
    "133004, ENGINE_FAILED"
  })
  void everyErrorOfMetaIsAFaultAtOnceAndLater(int code, Fault fault) {
    var link = linked();
    var id = sentId(link.send(THEM));
    settle();
    var failed = FakeGraph.status(id.value(), ID.value(), "failed");
    failed.putArray("errors").addObject().put("code", code);

    graph.post("statuses", failed);
    settle();
    graph.refuse(THEIRS.digits(), code);

    assertThat(link.events(Event.Bounced.class))
        .extracting(Event.Bounced::id, Event.Bounced::fault)
        .containsExactly(tuple(id, fault), tuple(ID, fault));
    assertThat(link.send(THEM))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, outcome -> assertThat(outcome.fault()).isEqualTo(fault));
  }

  @ParameterizedTest
  @CsvSource({"190, UNLINKED", "131031, BANNED"})
  void aTokenThatIsVoidEndsTheConnection(int code, Fault fault) {
    var link = linked();
    graph.refuse(THEIRS.digits(), code);

    link.send(THEM);
    settle();

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void messagesToOnePersonThatComeTooFastWaitSixSeconds() {
    var link = linked();
    graph.refuse(THEIRS.digits(), 131056);

    var until = time.instant().plusSeconds(6);
    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.RATE_LIMITED, Optional.of(until)));
  }

  @Test
  void nobodyKnowsWhatBecameOfARequestThatIsNotAnswered() {
    var link = linked();
    graph.fallSilent();

    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
  }

  @Test
  void aFileThatCannotBeUploadedHasCertainlyNotBeenSent() {
    var link = linked();
    var picture = picture(keep("image/png", new byte[] {1, 2, 3}));
    graph.fallSilent();

    assertThat(link.connection().send(ID, THEM, Optional.empty(), picture))
        .isEqualTo(new Outcome.Failed(Fault.ENGINE_FAILED, Optional.empty()));
  }

  @Test
  void aFileThatIsNotThereAnyMoreIsRefused() {
    var file = keep("image/png", new byte[] {1, 2, 3});
    mediaStore.forget(ACCOUNT, file.id());

    assertThat(linked().connection().send(ID, THEM, Optional.empty(), picture(file)))
        .isEqualTo(new Outcome.Failed(Fault.CONTENT_REFUSED, Optional.empty()));
  }

  @Test
  void anUnknownTokenIsToldAtOnce() {
    assertThat(unlinked().events())
        .containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  @Test
  void nobodySignsWithASecretThatIsEmpty() {
    var settings = new HashMap<>(FakeGraph.SETTINGS);
    settings.put("appSecret", "");
    cloud.open(new Engine.Identity(SESSION, ACCOUNT, settings, false), new Keys(), event -> {});

    assertThat(post(SESSION, "sha256=00", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"void", " ", "EAAJB-token\r\nHost: 127.0.0.1"})
  void aTokenThatIsNoneIsToldAtOnce(String token) {
    graph.scan(SESSION, OURS);
    var settings = new HashMap<>(FakeGraph.SETTINGS);
    settings.put("token", token);
    var events = new ArrayList<Event>();

    cloud.open(new Engine.Identity(SESSION, ACCOUNT, settings, false), new Keys(), events::add);
    settle();

    assertThat(events).containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  // What is sent

  @Test
  void aMessageCarriesOurIdAndWhatItAnswers() {
    var quoted =
        new Quoted(Optional.empty(), new WhatsAppId("wamid.1"), false, Optional.empty(), "");
    var context = new Context(Optional.of(quoted), List.of(), Optional.empty());

    linked().connection().send(ID, THEM, Optional.empty(), new Content.Text("مرحبا", context));

    assertThat(graph.requests())
        .containsExactly(
            json(
                """
                {"messaging_product": "whatsapp", "recipient_type": "individual",
                 "to": "966507654321", "biz_opaque_callback_data": "3EB0C431C26A1916E07E",
                 "context": {"message_id": "wamid.1"}, "type": "text",
                 "text": {"body": "مرحبا", "preview_url": false}}
                """));
  }

  @Test
  void aTemplateIsSentAsMetaDefinesIt() {
    var components = "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"4711\"}]}]";

    linked()
        .connection()
        .send(ID, THEM, Optional.empty(), new Content.Template("order_sent", "ar", components));

    assertThat(graph.requests().getFirst().get("template"))
        .isEqualTo(
            json(
                "{\"name\":\"order_sent\",\"language\":{\"code\":\"ar\"},\"components\":"
                    + components
                    + "}"));
  }

  @Test
  void somebodyWhoseNumberIsHiddenIsReachedAllTheSame() {
    var outcome = linked().send(HIDDEN);

    assertThat(outcome).isInstanceOf(Outcome.Sent.class);
    assertThat(graph.requests().getFirst().get("recipient").textValue()).isEqualTo(HIDDEN.text());
    assertThat(graph.requests().getFirst().has("to")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"120363041234567890@g.us", "123456789012345@lid"})
  void whomMetaHasNoNameForIsNotReached(String recipient) {
    assertThat(linked().send(Recipient.parse(recipient)))
        .isEqualTo(new Outcome.Failed(Fault.UNSUPPORTED, Optional.empty()));
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void typingIsShownAsAnAnswerOnly() {
    var link = linked();
    link.connection().typing(THEM, true);
    assertThat(graph.requests()).isEmpty();
    graph.write(SESSION, THEM, HELLO);
    settle();
    var id = link.events(Event.Received.class).getFirst().id().value();

    link.connection().typing(THEM, true);
    link.connection().typing(THEM, false);

    assertThat(graph.requests())
        .containsExactly(
            json(
                """
                {"messaging_product": "whatsapp", "status": "read", "message_id": "%s",
                 "typing_indicator": {"type": "text"}}
                """
                    .formatted(id)));
  }

  @Test
  void theAuthorOfAMessageSeesThatItWasRead() {
    linked().connection().seen(THEM, new WhatsAppId("wamid.7"), Optional.empty());

    assertThat(graph.requests())
        .containsExactly(
            json(
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.7\"}"));
  }

  // What is posted

  @Test
  void aStatusIsToldUnderBothIdsSinceNobodyKnowsWhichOneIsKnown() {
    var link = linked();
    var id = sentId(link.send(THEM));
    settle();

    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.reached() == MessageStatus.READ)
        .extracting(Event.Receipt::id)
        .containsExactly(id, ID);
  }

  @Test
  void whatSomebodySendsIsFetchedAndKept() throws IOException {
    var link = linked();
    var voice = graph.from(THEIRS.digits(), "audio");
    voice
        .putObject("audio")
        .put("id", graph.keep("OggS".getBytes(UTF_8)))
        .put("mime_type", "audio/ogg; codecs=opus")
        .put("voice", true);

    graph.post("messages", voice);
    settle();

    var media = (Content.Media) received(link).content();
    assertThat(media.kind()).isEqualTo(Content.Media.Kind.VOICE);
    assertThat(media.file().mimeType()).isEqualTo("audio/ogg");
    assertThat(mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("OggS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x",
        "https://example.com/x",
        "file:///etc/passwd",
        "x",
        "https://notfacebook.com/x"
      })
  void aFileIsFetchedFromNowhereButMeta(String place) {
    var files = new Files(null, graph.uri(), mediaStore);

    assertThatIOException()
        .isThrownBy(() -> files.fetch(ACCOUNT, "image/png", URI.create(place), "Bearer secret"));
  }

  @Test
  void whatSomebodySendsThatCannotBeFetchedIsToldAllTheSame() {
    var link = linked();
    var image = graph.from(THEIRS.digits(), "image");
    image.putObject("image").put("id", "gone").put("mime_type", "image/png");

    graph.post("messages", image);
    settle();

    assertThat(received(link).content()).isEqualTo(new Content.Unsupported("image", Context.NONE));
  }

  @Test
  void anAnswerNamesWhatItAnswers() {
    var link = linked();
    var answer = graph.from(THEIRS.digits(), "text");
    answer.putObject("text").put("body", "نعم");
    answer.putObject("context").put("from", OURS.digits()).put("id", "wamid.9");

    graph.post("messages", answer);
    settle();

    var quoted = received(link).content().context().replyTo().orElseThrow();
    assertThat(quoted.whatsAppId()).isEqualTo(new WhatsAppId("wamid.9"));
    assertThat(quoted.ours()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location | {\"latitude\":24.7,\"longitude\":46.6,\"name\":\"Riyadh\"} | location | Riyadh",
        "contacts | [{\"name\":{\"formatted_name\":\"Sami\"},\"phones\":[{\"phone\":\"+966 50 123"
            + " 4567\"}]}] | contact | Sami",
        "reaction | {\"message_id\":\"wamid.1\",\"emoji\":\"👍\"} | reaction | 👍",
        "button | {\"text\":\"Yes\"} | text | Yes",
        "interactive | {\"type\":\"list_reply\",\"list_reply\":{\"title\":\"Two\"}} | text | Two",
        "location | {\"latitude\":\"north\"} | unsupported | ''",
        "contacts | [{}] | unsupported | ''",
        "contacts | [{\"phones\":[{\"phone\":\"1\"}]}] | unsupported | ''",
        "reaction | {} | unsupported | ''",
        "text | {} | unsupported | ''",
        "order | {\"catalog_id\":\"1\"} | unsupported | ''",
        "unsupported | {} | unsupported | ''",
      })
  void everyKindOfMessageIsUnderstoodOrNamed(String type, String part, String kind, String text) {
    var link = linked();
    var message = graph.from(THEIRS.digits(), type);
    message.set(type, json(part));

    graph.post("messages", message);
    settle();

    assertThat(received(link).content().type()).isEqualTo(kind);
    assertThat(received(link).content().text()).isEqualTo(text);
  }

  @Test
  void somebodyMayHideTheirNumber() {
    var link = linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.remove("from");
    message.put("from_user_id", HIDDEN.text()).putObject("text").put("body", "hi");

    graph.post("messages", message);
    settle();

    assertThat(received(link).from()).isEqualTo(HIDDEN);
    assertThat(received(link).address()).contains(new Address(HIDDEN.text()));
  }

  @Test
  void whatIsPostedTwiceIsToldOnce() {
    var link = linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.putObject("text").put("body", "hi");

    graph.post("messages", message);
    graph.post("messages", message);
    settle();

    assertThat(link.events(Event.Received.class)).hasSize(1);
  }

  @Test
  void whatIsPostedForAnotherNumberIsNotTold() {
    var link = linked();
    graph.write(SESSION, THEM, HELLO);
    graph.deliver(
        (signature, body) -> {
          var forAnother = new String(body, UTF_8).replace(FakeGraph.PHONE, "1").getBytes(UTF_8);
          return post(SESSION, FakeGraph.signature(forAnother), forAnother);
        });
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
        "{\"entry\":7}",
        "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":"
            + "{\"phone_number_id\":\"106540352242922\"},\"messages\":[7,null,{},{\"id\":1},"
            + "{\"id\":\"x\",\"from\":\"not a number\"}],\"statuses\":[7,{},{\"id\":\"x\"}]}}]}]}"
      })
  void whateverMetaSignsBreaksNothing(String body) {
    var link = linked();
    var before = List.copyOf(link.events());

    var bytes = body.getBytes(UTF_8);
    assertThat(post(SESSION, FakeGraph.signature(bytes), bytes)).isEqualTo(200);
    settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  void whatIsNotJsonIsRefused() {
    linked();
    for (var body : List.of("{", "x=1", "{}}{")) {
      var bytes = body.getBytes(UTF_8);
      assertThat(post(SESSION, FakeGraph.signature(bytes), bytes)).as(body).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=00",
        "sha1=a",
        "ff",
        "sha256=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void whatIsNotSignedWithTheSecretIsRefused(String signature) {
    linked();

    assertThat(post(SESSION, signature, "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(post(SESSION, null, "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @Test
  void aSessionThatNobodyHasIsNotFound() {
    var body = "{}".getBytes(UTF_8);
    var other = SessionFixture.newSession();
    unitOfWork.run(() -> sessions.save(other));

    assertThat(post(SESSION, FakeGraph.signature(body), body)).isEqualTo(404);
    assertThat(post(other.id(), FakeGraph.signature(body), body)).isEqualTo(404);
  }

  @Test
  void aSessionThatIsNotOpenHereIsPostedToAgain() {
    var session =
        Session.create(
            ACCOUNT, "main", CloudWhatsApp.NAME, settings(), Pacing.NONE, time.instant());
    unitOfWork.run(() -> sessions.save(session));
    var body = "{}".getBytes(UTF_8);

    assertThat(post(session.id(), FakeGraph.signature(body), body)).isEqualTo(503);
    assertThat(post(session.id(), "sha256=00", body)).isEqualTo(401);
  }

  @Test
  void aServerWithoutTheEngineHasNoDoorForIt() throws IOException {
    linked();
    var closed = new WebhookEndpoint(new FindSessions(sessions, unitOfWork), Set.of("simulator"));
    var body = "{}".getBytes(UTF_8);

    var post = new ByteArrayInputStream(body);
    try (var answer = closed.receive(cloud, SESSION, FakeGraph.signature(body), post).join()) {
      assertThat(answer.getStatus()).isEqualTo(404);
    }
  }

  @Test
  void aMessageIsAnsweredOnceItIsDurableHoweverOftenItIsPosted() {
    var told = new ArrayList<Event>();
    graph.scan(SESSION, OURS);
    cloud.open(new Engine.Identity(SESSION, ACCOUNT, settings(), false), new Keys(), told::add);
    time.settle();
    graph.write(SESSION, THEM, HELLO);
    var answers = new ArrayList<CompletableFuture<Response>>();
    graph.deliver(
        (signature, body) -> {
          for (var twice = 0; twice < 2; twice++) {
            answers.add(receive(signature, body));
          }
          return 503;
        });
    time.settle();
    assertThat(answers).hasSize(2).noneMatch(CompletableFuture::isDone);

    var messages = told.stream().filter(Event.Received.class::isInstance).toList();
    assertThat(messages).hasSize(1);
    ((Event.Received) messages.getFirst()).kept().run();

    assertThat(answers).allMatch(answer -> answer.join().getStatus() == 200);
  }

  private CompletableFuture<Response> receive(String signature, byte[] body) {
    try {
      return webhook.receive(cloud, SESSION, signature, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event.Received received(Link link) {
    assertThat(link.events(Event.Received.class)).hasSize(1);
    return link.events(Event.Received.class).getFirst();
  }

  private static WhatsAppId sentId(Outcome outcome) {
    return ((Outcome.Sent) outcome).id();
  }

  private static Content picture(MediaFile file) {
    return new Content.Media(
        Content.Media.Kind.IMAGE, file, Optional.empty(), Optional.empty(), Context.NONE);
  }

  private static JsonNode json(String text) {
    try {
      return JsonTrees.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
