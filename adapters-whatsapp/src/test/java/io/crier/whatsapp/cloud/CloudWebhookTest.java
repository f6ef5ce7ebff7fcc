package io.crier.whatsapp.cloud;

import static io.crier.application.sessions.EngineContract.ACCOUNT;
import static io.crier.application.sessions.EngineContract.HELLO;
import static io.crier.application.sessions.EngineContract.ID;
import static io.crier.application.sessions.EngineContract.OURS;
import static io.crier.application.sessions.EngineContract.SESSION;
import static io.crier.application.sessions.EngineContract.THEIRS;
import static io.crier.application.sessions.EngineContract.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.EngineContract.Keys;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MediaKind;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import io.crier.whatsapp.WebhookEndpoint;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Meta posts to the engine. */
class CloudWebhookTest {

  private static final Recipient HIDDEN = Recipient.parse("BR.13491208655302741918");

  private final CloudWorld world = new CloudWorld();
  private final FakeGraph graph = world.graph;
  private final CloudWhatsApp cloud = world.cloud;

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void rejectsSignatureWithEmptySecret() {
    var settings = new HashMap<>(FakeGraph.SETTINGS);
    settings.put("appSecret", "");
    cloud.open(new Engine.Identity(SESSION, ACCOUNT, settings, false), new Keys(), event -> {});

    assertThat(world.post(SESSION, "sha256=00", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @Test
  void reportsStatusUnderBothIds() {
    var link = world.linked();
    var id = CloudWorld.sentId(link.send(THEM));
    world.settle();

    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.reached() == MessageStatus.READ)
        .extracting(Event.Receipt::id)
        .containsExactly(id, ID);
  }

  @Test
  void fetchesAndKeepsReceivedFile() throws IOException {
    var link = world.linked();
    var voice = graph.from(THEIRS.digits(), "audio");
    voice
        .putObject("audio")
        .put("id", graph.keep("OggS".getBytes(UTF_8)))
        .put("mime_type", "audio/ogg; codecs=opus")
        .put("voice", true);

    graph.post("messages", voice);
    world.settle();

    var media = (Content.Media) CloudWorld.received(link).content();
    assertThat(media.kind()).isEqualTo(MediaKind.VOICE);
    assertThat(media.file().mimeType()).isEqualTo("audio/ogg");
    assertThat(world.mediaStore.open(ACCOUNT, media.file().id()).orElseThrow()).hasContent("OggS");
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
  void fetchesFilesFromMetaOnly(String place) {
    var files = new Files(null, graph.uri(), world.mediaStore);

    assertThatIOException()
        .isThrownBy(() -> files.fetch(ACCOUNT, "image/png", URI.create(place), "Bearer secret"));
  }

  @Test
  void publishesMessageWhoseFileCannotBeFetched() {
    var link = world.linked();
    var image = graph.from(THEIRS.digits(), "image");
    image.putObject("image").put("id", "gone").put("mime_type", "image/png");

    graph.post("messages", image);
    world.settle();

    assertThat(CloudWorld.received(link).content())
        .isEqualTo(new Content.Unsupported("image", Context.NONE));
  }

  @Test
  void receivesQuotedMessage() {
    var link = world.linked();
    var answer = graph.from(THEIRS.digits(), "text");
    answer.putObject("text").put("body", "نعم");
    answer.putObject("context").put("from", OURS.digits()).put("id", "wamid.9");

    graph.post("messages", answer);
    world.settle();

    var quoted = CloudWorld.received(link).content().context().replyTo().orElseThrow();
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
  void receivesEveryKindOfMessage(String type, String part, String kind, String text) {
    var link = world.linked();
    var message = graph.from(THEIRS.digits(), type);
    message.set(type, CloudWorld.json(part));

    graph.post("messages", message);
    world.settle();

    assertThat(CloudWorld.received(link).content().type()).isEqualTo(kind);
    assertThat(CloudWorld.received(link).content().text()).isEqualTo(text);
  }

  @Test
  void receivesFromHiddenNumber() {
    var link = world.linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.remove("from");
    message.put("from_user_id", HIDDEN.text()).putObject("text").put("body", "hi");

    graph.post("messages", message);
    world.settle();

    assertThat(CloudWorld.received(link).from()).isEqualTo(HIDDEN);
    assertThat(CloudWorld.received(link).address()).contains(new Address(HIDDEN.text()));
  }

  @Test
  void publishesRepeatedPostOnce() {
    var link = world.linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.putObject("text").put("body", "hi");

    graph.post("messages", message);
    graph.post("messages", message);
    world.settle();

    assertThat(link.events(Event.Received.class)).hasSize(1);
  }

  @Test
  void ignoresPostsForOtherNumbers() {
    var link = world.linked();
    graph.write(SESSION, THEM, HELLO);
    graph.deliver(
        (signature, body) -> {
          var forAnother = new String(body, UTF_8).replace(FakeGraph.PHONE, "1").getBytes(UTF_8);
          return world.post(SESSION, FakeGraph.signature(forAnother), forAnother);
        });
    world.settle();

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
  void ignoresMalformedPosts(String body) {
    var link = world.linked();
    var before = List.copyOf(link.events());

    var bytes = body.getBytes(UTF_8);
    assertThat(world.post(SESSION, FakeGraph.signature(bytes), bytes)).isEqualTo(200);
    world.settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  void rejectsPostsThatAreNotJson() {
    world.linked();
    for (var body : List.of("{", "x=1", "{}}{")) {
      var bytes = body.getBytes(UTF_8);
      assertThat(world.post(SESSION, FakeGraph.signature(bytes), bytes)).as(body).isEqualTo(400);
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
  void rejectsWrongSignatures(String signature) {
    world.linked();

    assertThat(world.post(SESSION, signature, "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(world.post(SESSION, null, "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @Test
  void answersNotFoundForUnknownSession() {
    var body = "{}".getBytes(UTF_8);
    var other = SessionFixture.newSession();
    world.unitOfWork.run(() -> world.sessions.save(other));

    assertThat(world.post(SESSION, FakeGraph.signature(body), body)).isEqualTo(404);
    assertThat(world.post(other.id(), FakeGraph.signature(body), body)).isEqualTo(404);
  }

  @Test
  void answersUnavailableWhenSessionIsNotOpenHere() {
    var session =
        Session.create(
            ACCOUNT,
            "main",
            CloudWhatsApp.NAME,
            world.settings(),
            Pacing.NONE,
            world.time.instant());
    world.unitOfWork.run(() -> world.sessions.save(session));
    var body = "{}".getBytes(UTF_8);

    assertThat(world.post(session.id(), FakeGraph.signature(body), body)).isEqualTo(503);
    assertThat(world.post(session.id(), "sha256=00", body)).isEqualTo(401);
  }

  @Test
  void answersNotFoundWhenEngineIsDisabled() throws IOException {
    world.linked();
    var closed =
        new WebhookEndpoint(
            new FindSessions(world.sessions, world.unitOfWork), Set.of("simulator"));
    var body = "{}".getBytes(UTF_8);

    var post = new ByteArrayInputStream(body);
    try (var answer = closed.receive(cloud, SESSION, FakeGraph.signature(body), post).join()) {
      assertThat(answer.getStatus()).isEqualTo(404);
    }
  }

  @Test
  void answersRepeatedPostsOnceMessageIsDurable() {
    var told = new ArrayList<Event>();
    graph.scan(SESSION, OURS);
    cloud.open(
        new Engine.Identity(SESSION, ACCOUNT, world.settings(), false), new Keys(), told::add);
    world.time.settle();
    graph.write(SESSION, THEM, HELLO);
    var answers = new ArrayList<CompletableFuture<Response>>();
    graph.deliver(
        (signature, body) -> {
          for (var twice = 0; twice < 2; twice++) {
            answers.add(receive(signature, body));
          }
          return 503;
        });
    world.time.settle();
    assertThat(answers).hasSize(2).noneMatch(CompletableFuture::isDone);

    var messages = told.stream().filter(Event.Received.class::isInstance).toList();
    assertThat(messages).hasSize(1);
    ((Event.Received) messages.getFirst()).kept().run();

    assertThat(answers).allMatch(answer -> answer.join().getStatus() == 200);
  }

  private CompletableFuture<Response> receive(String signature, byte[] body) {
    try {
      return world.webhook.receive(cloud, SESSION, signature, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
