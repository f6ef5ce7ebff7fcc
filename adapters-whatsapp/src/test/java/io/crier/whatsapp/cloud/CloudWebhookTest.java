package io.crier.whatsapp.cloud;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionFixture;
import io.crier.whatsapp.EnginesFixture;
import io.crier.whatsapp.WebhookEndpoint;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the engine handles Meta's posts. */
class CloudWebhookTest {

  private static final Recipient HIDDEN = Recipient.parse("BR.13491208655302741918");

  private final CloudFixture fixture = new CloudFixture();
  private final FakeGraph graph = fixture.graph;
  private final CloudWhatsApp cloud = fixture.cloud;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void rejectsSignatureWithEmptySecret() {
    var settings = new HashMap<>(FakeGraph.SETTINGS);
    settings.put("appSecret", "");
    cloud.open(
        new Engine.Identity(SESSION, ACCOUNT, settings, false), new InMemoryKeyring(), event -> {});

    assertThat(fixture.post(SESSION, "sha256=00", "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @Test
  void reportsStatusUnderMetasAndCriersId() {
    var link = fixture.linked();
    var id = CloudFixture.sentId(link.send(THEM));
    fixture.settle();

    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.reached() == MessageStatus.READ)
        .extracting(Event.Receipt::id)
        .containsExactly(id, ID);
  }

  @Test
  void receivesTheCaptionOfAnEditedFile() {
    var link = fixture.linked();
    var message = graph.from("966507654321", "edit");
    var edit = message.putObject("edit").put("original_message_id", "wamid.A");
    var edited = edit.putObject("message").put("type", "image");
    edited.putObject("image").put("caption", "a door").put("id", "1");

    graph.post("messages", message);
    fixture.settle();

    assertThat(link.events(Event.Edited.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.version().id().value()).isEqualTo("wamid.A");
              assertThat(it.version().content().text()).isEqualTo("a door");
            });
  }

  @Test
  void keepsARevokeOfNothing() {
    var link = fixture.linked();

    graph.post("messages", graph.from("966507654321", "revoke"));
    fixture.settle();

    assertThat(link.events(Event.Received.class))
        .singleElement()
        .matches(it -> it.content().type().equals("unsupported"));
  }

  @Test
  void fetchesAndKeepsReceivedFile() throws IOException {
    var link = fixture.linked();
    var voice = graph.from(THEIRS.digits(), "audio");
    voice
        .putObject("audio")
        .put("id", graph.keep("OggS".getBytes(UTF_8)))
        .put("mime_type", "audio/ogg; codecs=opus")
        .put("voice", true);

    graph.post("messages", voice);
    fixture.settle();

    var media = (Content.Media) CloudFixture.received(link).content();
    assertThat(media.kind()).isEqualTo(MediaKind.VOICE);
    assertThat(media.file().mimeType()).isEqualTo("audio/ogg");
    assertThat(fixture.mediaStore.open(ACCOUNT, media.file().id()).orElseThrow())
        .hasContent("OggS");
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
  void fetchesFilesFromMetaOnly(String url) {
    var files = new MetaFiles(null, graph.uri());

    assertThatExceptionOfType(MediaUnavailable.class)
        .isThrownBy(() -> files.request(URI.create(url), "Bearer secret"))
        .matches(e -> e.failure() == MediaFailure.BLOCKED);
  }

  @Test
  void publishesMessageWhoseFileCannotBeFetched() {
    var link = fixture.linked();
    var image = graph.from(THEIRS.digits(), "image");
    image.putObject("image").put("id", "gone").put("mime_type", "image/png").put("caption", "انظر");

    graph.post("messages", image);
    fixture.settle();

    assertThat(CloudFixture.received(link).content())
        .isEqualTo(
            new MissingMedia(
                MediaKind.IMAGE,
                "image/png",
                Optional.empty(),
                Optional.of("انظر"),
                Optional.empty(),
                Optional.empty(),
                Context.NONE));
  }

  @Test
  void receivesFromHiddenNumber() {
    var link = fixture.linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.remove("from");
    message.put("from_user_id", HIDDEN.text()).putObject("text").put("body", "hi");

    graph.post("messages", message);
    fixture.settle();

    assertThat(CloudFixture.received(link).peer()).isEqualTo(HIDDEN);
    assertThat(CloudFixture.received(link).address()).contains(new Address(HIDDEN.text()));
  }

  @Test
  void publishesRepeatedPostOnce() {
    var link = fixture.linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.putObject("text").put("body", "hi");

    graph.post("messages", message);
    graph.post("messages", message);
    fixture.settle();

    assertThat(link.events(Event.Received.class)).hasSize(1);
  }

  @Test
  void ignoresPostsForOtherNumbers() {
    var link = fixture.linked();
    graph.write(SESSION, THEM, HELLO);
    graph.deliver(
        (signature, body) -> {
          var forAnother = new String(body, UTF_8).replace(FakeGraph.PHONE, "1").getBytes(UTF_8);
          return fixture.post(SESSION, FakeGraph.signature(forAnother), forAnother);
        });
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
        "{\"entry\":7}",
        "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":"
            + "{\"phone_number_id\":\"106540352242922\"},\"messages\":[7,null,{},{\"id\":1},"
            + "{\"id\":\"x\",\"from\":\"not a number\"}],\"statuses\":[7,{},{\"id\":\"x\"}]}}]}]}"
      })
  void ignoresMalformedPosts(String body) {
    var link = fixture.linked();
    var before = List.copyOf(link.events());

    var bytes = body.getBytes(UTF_8);
    assertThat(fixture.post(SESSION, FakeGraph.signature(bytes), bytes)).isEqualTo(200);
    fixture.settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  void rejectsPostsThatAreNotJson() {
    fixture.linked();
    for (var body : List.of("{", "x=1", "{}}{")) {
      var bytes = body.getBytes(UTF_8);
      assertThat(fixture.post(SESSION, FakeGraph.signature(bytes), bytes)).as(body).isEqualTo(400);
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
    fixture.linked();

    assertThat(fixture.post(SESSION, signature, "{}".getBytes(UTF_8))).isEqualTo(401);
    assertThat(fixture.post(SESSION, null, "{}".getBytes(UTF_8))).isEqualTo(401);
  }

  @Test
  void answersNotFoundForUnknownSession() {
    var body = "{}".getBytes(UTF_8);
    var other = SessionFixture.newSession();
    fixture.unitOfWork.run(() -> fixture.sessions.save(other));

    assertThat(fixture.post(SESSION, FakeGraph.signature(body), body)).isEqualTo(404);
    assertThat(fixture.post(other.id(), FakeGraph.signature(body), body)).isEqualTo(404);
  }

  @Test
  void answersUnavailableWhenSessionIsNotOpenHere() {
    var session =
        Session.create(
            ACCOUNT,
            "main",
            CloudWhatsApp.NAME,
            fixture.settings(),
            Pacing.NONE,
            fixture.time.instant());
    fixture.unitOfWork.run(() -> fixture.sessions.save(session));
    var body = "{}".getBytes(UTF_8);

    assertThat(fixture.post(session.id(), FakeGraph.signature(body), body)).isEqualTo(503);
    assertThat(fixture.post(session.id(), "sha256=00", body)).isEqualTo(401);
  }

  @Test
  void answersNotFoundWhenEngineIsDisabled() throws IOException {
    fixture.linked();
    var otherEngine =
        new WebhookEndpoint(
            new FindSessions(fixture.sessions, fixture.unitOfWork),
            EnginesFixture.only("simulator"),
            session -> {});
    var body = "{}".getBytes(UTF_8);

    var post = new ByteArrayInputStream(body);
    try (var answer = otherEngine.receive(cloud, SESSION, FakeGraph.signature(body), post).join()) {
      assertThat(answer.getStatus()).isEqualTo(404);
    }
  }

  @Test
  void answersRepeatedPostsOnceMessageIsDurable() {
    var events = new ArrayList<Event>();
    graph.scan(SESSION, OURS);
    cloud.open(
        new Engine.Identity(SESSION, ACCOUNT, fixture.settings(), false),
        new InMemoryKeyring(),
        events::add);
    fixture.time.settle();
    graph.write(SESSION, THEM, HELLO);
    var answers = new ArrayList<CompletableFuture<Response>>();
    graph.deliver(
        (signature, body) -> {
          for (var repetition = 0; repetition < 2; repetition++) {
            answers.add(receive(signature, body));
          }
          return 503;
        });
    fixture.time.settle();
    assertThat(answers).hasSize(2).noneMatch(CompletableFuture::isDone);

    var messages = events.stream().filter(Event.Received.class::isInstance).toList();
    assertThat(messages).hasSize(1);
    ((Event.Received) messages.getFirst()).kept().run();

    assertThat(answers).allMatch(answer -> answer.join().getStatus() == 200);
  }

  private CompletableFuture<Response> receive(String signature, byte[] body) {
    try {
      return fixture.webhook.receive(cloud, SESSION, signature, new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
