package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.testing;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static io.crier.domain.media.MediaProblem.MEDIA_TYPE_NOT_ALLOWED;
import static io.crier.domain.media.MediaProblem.MEDIA_UNREACHABLE;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.Clockwork;
import io.crier.application.Replays.Replay;
import io.crier.application.TimerWheel;
import io.crier.application.World;
import io.crier.application.accounts.Quota;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.InMemoryVoiceConverter;
import io.crier.application.media.KeepMedia;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sending.Acceptance.Accepted;
import io.crier.application.sending.Acceptance.Replayed;
import io.crier.application.sending.Outgoing.Attachment;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.application.sessions.Ability;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Content.Media;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SendMessageTest {

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final KeepMedia.Limits LIMITS =
      new KeepMedia.Limits(PNG.length, 0, 0, 0, Duration.ofDays(30));

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final Actor actor = admin(account);
  private final InMemoryMediaStore media = new InMemoryMediaStore(world.database, world);
  private final InMemoryDownloads downloads = new InMemoryDownloads(world.database);
  private final SendMessage sendMessage =
      new SendMessage(
          acceptingAtOnce(),
          world.server.quoteMessage,
          new KeepAttachment(
              new KeepMedia(media, LIMITS, new InMemoryVoiceConverter(false), world), downloads),
          Runnable::run);
  private final SendBatch sendBatch = new SendBatch(sendMessage);

  @Test
  void queuesAMessageForTheActor() {
    var accepted = accepted(send(text(1)));

    assertThat(accepted.message().account()).isEqualTo(account.id());
    assertThat(accepted.message().handling().test()).isFalse();
    assertThat(accepted(send(testing(actor), text(1))).message().handling().test()).isTrue();
  }

  @Test
  void refusesAnActorWhoMayNotSendThere() {
    var other = world.create(account, Pacing.CAREFUL);

    assertRefused(ROLE_REQUIRED, () -> send(Actors.in(account, Role.READ), text(1)));
    assertRefused(
        SESSION_NOT_ALLOWED, () -> send(Actors.in(account, Role.SEND, other.id()), text(1)));
    assertRefused(
        ROLE_REQUIRED,
        () -> sendBatch.send(Actors.in(account, Role.READ), List.of(), Optional.empty()));
  }

  @Test
  void refusesWhatArrivesButCannotBeSent() {
    var long4097 = Outgoing.text(session.id(), number(1), "x".repeat(4_097));

    assertRefused(INVALID_TEXT, () -> send(long4097));
    assertRefused(INVALID_TEXT, () -> send(Outgoing.text(session.id(), number(1), "a\0b")));
    assertRefused(
        INVALID_TEXT, () -> send(Outgoing.text(SessionId.next(world.instant()), number(1), "")));
    assertThat(batch(Optional.empty(), List.of(() -> long4097)))
        .singleElement()
        .isInstanceOf(SendBatch.Rejected.class);
    assertRefused(INVALID_TEXT, () -> world.accept(requestOf(new Content.Text(""))));
  }

  @Test
  void keepsTheFileThatItFetches() throws IOException {
    downloads.put(url("door.png"), Optional.of("image/png"), PNG);

    var accepted = accepted(send(image(at("door.png"))));

    var file = fileOf(accepted);
    assertThat(file.mimeType()).isEqualTo("image/png");
    assertThat(media.open(account.id(), file.id()).orElseThrow()).hasBinaryContent(PNG);
  }

  @Test
  void keepsTheFileThatCameWithinTheRequest() throws IOException {
    var file = fileOf(accepted(send(image(inline(PNG)))));

    assertThat(media.open(account.id(), file.id()).orElseThrow()).hasBinaryContent(PNG);
  }

  @Test
  void checksWhatItGets() {
    downloads.put(url("liar.png"), Optional.of("text/html"), PNG);
    downloads.put(url("zeros.png"), Optional.of("image/png"), new byte[PNG.length + 1]);

    assertFails(MEDIA_UNREACHABLE, send(image(at("nothing"))));
    assertFails(MEDIA_TYPE_NOT_ALLOWED, send(image(at("liar.png"))));
    assertFails(MEDIA_TYPE_NOT_ALLOWED, send(image(at("zeros.png"))));
    assertFails(MEDIA_TOO_LARGE, send(image(inline(Arrays.copyOf(PNG, PNG.length + 1)))));
  }

  @Test
  void fetchesNothingForAMessageThatIsRefusedAnyway() {
    downloads.put(url("door.png"), Optional.of("image/png"), PNG);
    var late = new Handling(Priority.NORMAL, false, in(Duration.ofDays(31)), Optional.empty());

    assertRefused(INVALID_SEND_AT, () -> send(image(at("door.png"), late)));
    world.whatsApp.removeAbility(Ability.SEND_MEDIA);
    assertRefused(TYPE_UNSUPPORTED, () -> send(image(at("door.png"))));

    assertThat(downloads.fetched()).isEmpty();
  }

  @Test
  void fetchesNothingForARequestThatWasAnsweredBefore() {
    downloads.put(url("door.png"), Optional.of("image/png"), PNG);
    var first = accepted(sendMessage.send(actor, image(at("door.png")), keyed("key")));

    var again = sendMessage.send(actor, image(at("door.png")), keyed("key"));

    assertThat(answer(again)).isEqualTo(new Replayed(replay(first)));
    assertThat(downloads.fetched()).hasSize(1);
  }

  @Test
  void forgetsTheUploadOfARequestThatWasAnsweredBefore() throws IOException {
    var first = fileOf(accepted(upload(PNG)));

    var again = answer(upload(PNG));

    assertThat(again).isInstanceOf(Replayed.class);
    assertThat(uploaded).hasSize(2);
    assertThat(media.open(account.id(), first.id())).isPresent();
    assertThat(media.open(account.id(), uploaded.getLast().id())).isEmpty();
  }

  @Test
  void answersOnlyAMessageThatIsThere() {
    var reply =
        new Outgoing(
            session.id(),
            number(1),
            Optional.of(MessageId.next(world.instant())),
            (quoted, file) -> new Content.Text("yes", Context.NONE),
            Optional.empty(),
            Handling.ORDINARY,
            false);

    assertRefused(MESSAGE_NOT_FOUND, () -> send(reply));
  }

  @Test
  void acceptsABatchInItsOrderWithAResultForEach() {
    var results =
        batch(
            Optional.empty(),
            List.of(
                () -> text(1),
                () -> {
                  throw new Refused(MESSAGE_NOT_FOUND);
                },
                () -> image(at("nothing")),
                () -> text(2)));

    assertThat(results.get(0)).isInstanceOf(SendBatch.Succeeded.class);
    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            SendBatch.Rejected.class,
            it -> assertThat(it.why().problem()).isEqualTo(MESSAGE_NOT_FOUND));
    assertThat(results.get(2))
        .isInstanceOfSatisfying(
            SendBatch.Rejected.class,
            it -> assertThat(it.why().problem()).isEqualTo(MEDIA_UNREACHABLE));
    assertThat(position(results.get(0))).isLessThan(position(results.get(3)));
  }

  @Test
  void leavesTheFailureOfOneMessageOfABatchToThatMessage() {
    Supplier<Outgoing> broken =
        () -> {
          throw new IllegalStateException("broken");
        };

    var results = batch(Optional.empty(), List.of(() -> text(1), broken, () -> text(2)));

    assertThat(results)
        .hasExactlyElementsOfTypes(
            SendBatch.Succeeded.class, SendBatch.Failed.class, SendBatch.Succeeded.class);
  }

  @Test
  void fetchesAFileOnceForAllMessagesOfABatch() {
    downloads.put(url("door.png"), Optional.of("image/png"), PNG);

    var results =
        batch(Optional.empty(), List.of(() -> image(at("door.png")), () -> image(at("door.png"))));

    assertThat(results).allMatch(SendBatch.Succeeded.class::isInstance);
    assertThat(downloads.fetched()).hasSize(1);
  }

  @Test
  void sendsTheMessagesOfARepeatedBatchOnce() {
    batch(keyed("key"), List.of(() -> text(1)));

    var again = batch(keyed("key"), List.of(() -> text(1), () -> text(2)));

    assertThat(((SendBatch.Succeeded) again.get(0)).acceptance()).isInstanceOf(Replayed.class);
    assertThat(((SendBatch.Succeeded) again.get(1)).acceptance()).isInstanceOf(Accepted.class);
  }

  // ----

  private final List<MediaFile> uploaded = new ArrayList<>();

  /** A batch waits for its answers, so that no time can pass in the meantime. */
  private AcceptMessages acceptingAtOnce() {
    var server = world.server;
    return new AcceptMessages(
        new ValidateRequest(server.findSessions, server.runSessions),
        new KeepRequests(
            world.messages,
            world.replays,
            new Quota(world.allowances, world.accounts, world.plans),
            world.events,
            server.places,
            server.tellOwners),
        new IdentifyContact(world.contacts, world.messages),
        server.lanes,
        world.database,
        new Clockwork(Runnable::run, new TimerWheel(world), world),
        world.random);
  }

  private CompletableFuture<Acceptance> upload(byte[] bytes) {
    var source = new FileSource.Uploaded(Optional.of("image/png"), new ByteArrayInputStream(bytes));
    var answer =
        sendMessage.sendUpload(
            actor,
            image(source),
            file -> {
              uploaded.add(file);
              return keyed("upload");
            });
    return answer;
  }

  private CompletableFuture<Acceptance> send(Outgoing message) {
    return send(actor, message);
  }

  private CompletableFuture<Acceptance> send(Actor by, Outgoing message) {
    return sendMessage.send(by, message, Optional.empty());
  }

  private List<SendBatch.Result> batch(
      Optional<SendIdempotency> idempotency, List<Supplier<Outgoing>> messages) {
    return sendBatch.send(actor, messages, idempotency);
  }

  private Acceptance answer(CompletableFuture<Acceptance> answer) {
    assertThat(answer).isDone();
    return answer.join();
  }

  private Accepted accepted(CompletableFuture<Acceptance> answer) {
    return (Accepted) answer(answer);
  }

  private static int position(SendBatch.Result result) {
    return ((Accepted) ((SendBatch.Succeeded) result).acceptance()).place().position();
  }

  private void assertFails(Problem problem, CompletableFuture<Acceptance> answer) {
    assertRefused(
        problem,
        () -> {
          try {
            answer(answer);
          } catch (CompletionException e) {
            throw e.getCause();
          }
        });
  }

  private AcceptMessages.Request requestOf(Content content) {
    return new AcceptMessages.Request(
        actor, session.id(), number(1), content, Handling.ORDINARY, false, Optional.empty());
  }

  private Outgoing text(int to) {
    return new Outgoing(
        session.id(),
        number(to),
        Optional.empty(),
        (quoted, file) -> new Content.Text("hello"),
        Optional.empty(),
        Handling.ORDINARY,
        false);
  }

  private Outgoing image(FileSource source) {
    return image(source, Handling.ORDINARY);
  }

  private Outgoing image(FileSource source, Handling handling) {
    return new Outgoing(
        session.id(),
        number(1),
        Optional.empty(),
        (quoted, file) ->
            new Media(
                MediaKind.IMAGE,
                file.orElseThrow(),
                Optional.empty(),
                Optional.empty(),
                Context.NONE),
        Optional.of(new Attachment(MediaKind.IMAGE, source)),
        handling,
        false);
  }

  private static MediaFile fileOf(Accepted accepted) {
    return ((Media) accepted.message().content()).file();
  }

  private static URI url(String name) {
    return URI.create("https://example.com/" + name);
  }

  private static FileSource at(String name) {
    return new FileSource.AtUrl(url(name));
  }

  private static FileSource inline(byte[] bytes) {
    return new FileSource.Inline(Optional.of("image/png"), ByteBuffer.wrap(bytes));
  }

  private Optional<Instant> in(Duration time) {
    return Optional.of(world.instant().plus(time));
  }

  private static Optional<SendIdempotency> keyed(String key) {
    return Optional.of(new SendIdempotency(key, "print", SendMessageTest::replay));
  }

  private static Replay replay(Accepted accepted) {
    var file = accepted.message().content() instanceof Media it ? it.file().id().value() : "";
    return new Replay("print", 202, accepted.message().id().value() + " " + file);
  }
}
