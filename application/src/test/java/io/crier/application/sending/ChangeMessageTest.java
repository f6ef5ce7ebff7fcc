package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.EDIT_TOO_LATE;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_EDITABLE;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_OURS;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_SENT;
import static io.crier.domain.messages.MessageProblem.MESSAGE_REVOKED;
import static io.crier.domain.messages.MessageProblem.REVOKE_TOO_LATE;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Revisions.Version;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangeMessageTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void editsASentMessageOnceWhatsAppHasAcceptedTheEdit() {
    var sent = sent("Helo");
    var written = sent.progress().sentAt().orElseThrow();

    var edit = edit(sent, "Hello");

    assertThat(edit.content()).isInstanceOf(Change.Edit.class);
    assertThat(edit.peer()).isEqualTo(sent.peer());
    world.passSeconds(5);
    assertThat(world.message(edit).status().isSent()).isTrue();
    assertThat(world.message(sent).content()).isEqualTo(new Content.Text("Hello"));
    assertThat(world.message(sent).revisions().earlier())
        .containsExactly(new Version("Helo", written));
    assertThat(published(MessageEvent.Edited.class))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).isEqualTo(sent.id()));
    assertThat(submitted(Change.Edit.class))
        .singleElement()
        .satisfies(it -> assertThat(it.target().whatsAppId()).isEqualTo(sent.whatsAppId()));
  }

  @Test
  void deletesASentMessageForEveryone() {
    var sent = sent("Hello");

    var deletion = revoke(sent);
    world.passSeconds(5);

    assertThat(world.message(deletion).status().isSent()).isTrue();
    assertThat(world.message(sent).revisions().revokedAt()).isPresent();
    assertThat(world.message(sent).content()).isEqualTo(new Content.Text("Hello"));
    assertThat(published(MessageEvent.Revoked.class)).hasSize(1);
    assertRefused(MESSAGE_REVOKED, () -> revoke(sent));
    assertRefused(MESSAGE_REVOKED, () -> edit(sent, "Hello!"));
  }

  @Test
  void blanksADeletedMessageIfTheSessionWantsThat() {
    world.server.controlSession.change(
        admin(account), session.id(), it -> it.set(Map.of(Session.REVOKED, "blank")));
    var sent = sent("secret");

    var deletion = revoke(sent);
    world.passSeconds(5);

    assertThat(world.message(sent).content()).isEqualTo(new Content.Text(""));
    assertThat(((Change) world.message(deletion).content()).target().text()).isEmpty();
  }

  @Test
  void appliesAChangeThatOnlyAReceiptProves() {
    var sent = sent("Helo");
    world.whatsApp.willFail(Fault.UNKNOWN_OUTCOME);

    var edit = edit(sent, "Hello");
    world.passSeconds(5);

    assertThat(world.message(edit).status().isSent()).isTrue();
    assertThat(world.message(sent).content()).isEqualTo(new Content.Text("Hello"));
    assertThat(published(MessageEvent.Edited.class)).hasSize(1);
    assertThat(submitted(Change.Edit.class)).hasSize(1);
  }

  @Test
  void changesNothingIfWhatsAppRefusesTheEdit() {
    var sent = sent("Helo");
    world.whatsApp.willFail(Fault.CONTENT_REFUSED);

    var edit = edit(sent, "Hello");
    world.passSeconds(5);

    assertThat(world.message(edit).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(world.message(sent).content()).isEqualTo(new Content.Text("Helo"));
    assertThat(published(MessageEvent.Edited.class)).isEmpty();
  }

  @Test
  void rejectsAWaitingMessage() {
    world.server.controlSession.pause(admin(account), session.id());
    var queued = accept(new Content.Text("Hello"));

    assertRefused(MESSAGE_NOT_SENT, () -> edit(queued, "Hello!"));
    assertRefused(MESSAGE_NOT_SENT, () -> revoke(queued));
  }

  @Test
  void rejectsChangesThatWhatsAppNoLongerTakes() {
    var sent = sent("Hello");

    world.pass(Duration.ofMinutes(15));
    assertRefused(EDIT_TOO_LATE, () -> edit(sent, "Hello!"));

    world.pass(Duration.ofHours(59).plusMinutes(44));
    revoke(sent);
    var other = sent("Hello");
    world.pass(Duration.ofHours(60).plusSeconds(1));
    assertRefused(REVOKE_TOO_LATE, () -> revoke(other));
  }

  @Test
  void failsAChangeThatHasWaitedForTooLong() {
    var sent = sent("Helo");
    world.server.controlSession.pause(admin(account), session.id());
    var edit = edit(sent, "Hello");

    world.pass(Duration.ofMinutes(16));
    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(5);

    assertThat(world.message(edit).progress().fault()).contains(Fault.TOO_LATE);
    assertThat(world.message(sent).content().text()).isEqualTo("Helo");
    assertThat(submitted(Change.class)).isEmpty();
  }

  @Test
  void rejectsWhatIsNotTheSessionsOwnOrCannotBeEdited() {
    world.whatsApp.write(session.id(), MessageFixture.number(1), new Content.Text("Hi"));
    world.passSeconds(1);
    var id = published(MessageEvent.Received.class).getFirst().message();
    var received =
        world.database.execute(() -> world.messages.find(account.id(), id)).orElseThrow();
    var location =
        sent(new Content.Location(1, 2, Optional.empty(), Optional.empty(), Context.NONE));
    var reaction = sent(new Content.Reaction(Quoted.of(received), "👍", Context.NONE));

    assertRefused(MESSAGE_NOT_OURS, () -> edit(received, "Hello"));
    assertRefused(MESSAGE_NOT_OURS, () -> revoke(received));
    assertRefused(MESSAGE_NOT_EDITABLE, () -> edit(location, "Hello"));
    assertRefused(MESSAGE_NOT_EDITABLE, () -> revoke(reaction));
    assertRefused(MESSAGE_NOT_EDITABLE, () -> revoke(edit(sent("Helo"), "Hello")));
    assertThat(revoke(location).content()).isInstanceOf(Change.Deletion.class);
  }

  @Test
  void rejectsAnEmptyOrTooLongBody() {
    var sent = sent("Hello");

    assertRefused(INVALID_TEXT, () -> edit(sent, ""));
    assertRefused(INVALID_TEXT, () -> edit(sent, null));
    assertRefused(INVALID_TEXT, () -> edit(sent, "x".repeat(4_097)));
  }

  @Test
  void rejectsMessagesOfOtherAccountsAndEnginesThatCannot() {
    var sent = sent("Hello");
    var other = world.account();

    assertRefused(
        MESSAGE_NOT_FOUND,
        () -> world.server.changeMessage.revoke(admin(other), sent.id(), Optional.empty()));
    world.whatsApp.removeAbility(Ability.REVOKE);
    assertRefused(TYPE_UNSUPPORTED, () -> revoke(sent));
  }

  private Message edit(Message message, String body) {
    return accepted(
        world.server.changeMessage.edit(admin(account), message.id(), body, Optional.empty()));
  }

  private Message revoke(Message message) {
    return accepted(
        world.server.changeMessage.revoke(admin(account), message.id(), Optional.empty()));
  }

  private Message accepted(CompletableFuture<Acceptance> acceptance) {
    world.pass(Duration.ofMillis(1));
    return ((Acceptance.Accepted) acceptance.join()).message();
  }

  private Message sent(String text) {
    return sent(new Content.Text(text));
  }

  private Message sent(Content content) {
    var message = accept(content);
    world.passSeconds(5);
    var sent = world.message(message);
    assertThat(sent.status().isSent()).isTrue();
    return sent;
  }

  private Message accept(Content content) {
    return world.accept(
        new AcceptMessages.Request(
            admin(account),
            session.id(),
            MessageFixture.number(1),
            content,
            Handling.ORDINARY,
            false,
            Optional.empty()));
  }

  private <T extends Change> List<T> submitted(Class<T> type) {
    return world.whatsApp.sent().stream()
        .map(InMemoryWhatsApp.Sent::content)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private <T extends DomainEvent> List<T> published(Class<T> type) {
    return world.events().stream().filter(type::isInstance).map(type::cast).toList();
  }
}
