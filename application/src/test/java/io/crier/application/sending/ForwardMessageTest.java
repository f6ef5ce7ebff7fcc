package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_AVAILABLE;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FORWARDABLE;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_SENT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_REVOKED;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.InMemoryVoiceConverter;
import io.crier.application.media.KeepMedia;
import io.crier.application.sessions.Ability;
import io.crier.domain.accounts.Account;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that are sent again to another chat. */
class ForwardMessageTest {

  private static final Duration KEPT = Duration.ofDays(30);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final InMemoryMediaStore media = new InMemoryMediaStore(world.database, world);
  private final SendMessage sendMessage =
      new SendMessage(
          world.server.acceptMessages,
          world.server.quoteMessage,
          new KeepAttachment(
              new KeepMedia(
                  media,
                  new KeepMedia.Limits(1, 1, 1, 1, KEPT),
                  new InMemoryVoiceConverter(false),
                  world),
              new InMemoryDownloads(world.database)),
          Runnable::run);

  @Test
  void forwardsATextWithoutWhatItRefersTo() {
    var replyTo = Quoted.of(received(new Content.Text("Is it ready?")));
    var author = Optional.<Recipient>of(number(3));
    var context = new Context(Optional.of(replyTo), List.of(number(2)), author);
    var received = received(new Content.Text("Yes", context));

    var forwarded = forward(received);

    assertThat(forwarded.peer()).isEqualTo(number(9));
    assertThat(forwarded.content().text()).isEqualTo("Yes");
    assertThat(forwarded.content().context().envelope().forwarded()).isTrue();
    assertThat(forwarded.content().context().replyTo()).isEmpty();
    assertThat(forwarded.content().context().mentions()).isEmpty();
    assertThat(forwarded.content().context().author()).isEmpty();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.whatsApp.sent().getLast().content()).isEqualTo(forwarded.content());
  }

  @Test
  void forwardsWhatTheSessionHasSent() {
    var sent = world.accept(account, session, 1);
    assertRefused(MESSAGE_NOT_SENT, () -> forward(sent));
    world.pass(Duration.ofMinutes(1));
    assertThat(world.status(sent)).isNotEqualTo(MessageStatus.QUEUED);

    assertThat(forward(sent).content().text()).isEqualTo(sent.content().text());
  }

  @Test
  void forwardsTheSameFile() {
    var file = file();
    var received = received(image(file));

    var forwarded = (Content.Media) forward(received).content();

    assertThat(forwarded.file()).isEqualTo(file);
    assertThat(forwarded.caption()).hasValue("our door");
  }

  @Test
  void refusesAFileThatHasExpired() throws IOException {
    var file = file();
    var received = received(image(file));
    media.forget(account.id(), file.id());

    assertRefused(MEDIA_NOT_AVAILABLE, () -> forward(received));
    assertRefused(MEDIA_NOT_AVAILABLE, () -> forward(received(missing())));
  }

  @Test
  void refusesAFileThatWillHaveExpired() {
    var received = received(image(file()));
    world.skip(Duration.ofDays(1));
    var expires = world.instant().plus(KEPT).minus(Duration.ofDays(1));

    assertRefused(INVALID_SEND_AT, () -> forward(received, expires.plusSeconds(60)));
    assertThat(forward(received, expires.minusSeconds(60))).isNotNull();
  }

  @Test
  void refusesWhatNobodyForwards() {
    for (var content : MessageFixture.contents()) {
      if (!List.of("text", "image", "audio", "document", "sticker", "location", "contact")
          .contains(content.type())) {
        var message = received(content);
        assertRefused(MESSAGE_NOT_FORWARDABLE, () -> forward(message));
      }
    }
  }

  @Test
  void refusesADeletedMessage() {
    var received = received(new Content.Text("Yes"));
    var revoked = received.revoked(false, world.instant()).orElseThrow();
    world.database.run(() -> world.messages.revise(revoked));

    assertRefused(MESSAGE_REVOKED, () -> forward(received));
  }

  @Test
  void hidesMessagesOfOtherAccountsAndSessions() {
    var received = received(new Content.Text("Yes"));
    var other = world.connected(account, Pacing.CAREFUL);
    var stranger = world.account();

    assertRefused(
        MESSAGE_NOT_FOUND, () -> forward(admin(account), other, received, Optional.empty()));
    assertRefused(
        SESSION_NOT_FOUND, () -> forward(admin(stranger), session, received, Optional.empty()));
    var theirs = world.connected(stranger, Pacing.CAREFUL);
    assertRefused(
        MESSAGE_NOT_FOUND, () -> forward(admin(stranger), theirs, received, Optional.empty()));
  }

  @Test
  void refusesWhatTheEngineCannotMark() {
    var received = received(new Content.Text("Yes"));
    world.whatsApp.removeAbility(Ability.FORWARD);

    assertRefused(TYPE_UNSUPPORTED, () -> forward(received));
  }

  private Message forward(Message message) {
    return forward(admin(account), session, message, Optional.empty());
  }

  private Message forward(Message message, Instant at) {
    return forward(admin(account), session, message, Optional.of(at));
  }

  private Message forward(Actor actor, Session in, Message message, Optional<Instant> at) {
    var handling = new Handling(Priority.NORMAL, false, at, Optional.empty());
    var outgoing = Outgoing.forward(in.id(), number(9), message.id(), handling, false);
    var answer = sendMessage.send(actor, outgoing, Optional.empty());
    world.pass(Duration.ofMillis(1));
    return ((Acceptance.Accepted) answer.join()).message();
  }

  private MediaFile file() {
    try {
      return media.keep(
          account.id(), "image/png", new ByteArrayInputStream(new byte[] {1}), Long.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Content image(MediaFile file) {
    return new Content.Media(
        MediaKind.IMAGE, file, Optional.of("our door"), Optional.empty(), Context.NONE);
  }

  private static Content missing() {
    return new MissingMedia(
        MediaKind.IMAGE,
        "image/png",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Context.NONE);
  }

  private Message received(Content content) {
    var message =
        Message.receive(
            account.id(),
            session.id(),
            number(1),
            Optional.empty(),
            content,
            new WhatsAppId("3EB0" + world.random.nextInt(1_000_000)),
            world.instant(),
            world.instant());
    world.database.run(() -> world.messages.add(List.of(message)));
    return message;
  }
}
