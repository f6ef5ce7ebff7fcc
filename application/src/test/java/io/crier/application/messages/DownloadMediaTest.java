package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.application.sessions.EngineMediaContract.BILL;
import static io.crier.application.sessions.EngineMediaContract.FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.application.World;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaProblem;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageProblem;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownloadMediaTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void publishesOneEventForAFileThatIsThereAtOnce() {
    var message = write();

    assertThat(message.content()).isInstanceOf(Content.Media.class);
    assertThat(changes()).isEmpty();
  }

  @Test
  void receivesAMessageBeforeItsFile() {
    fail(MediaFailure.UNREACHABLE);

    var message = write();

    assertThat(message.content()).isEqualTo(BILL);
    assertThat(world.events())
        .filteredOn(MessageEvent.Received.class::isInstance)
        .singleElement()
        .matches(it -> ((MessageEvent.Received) it).content().equals(BILL));
  }

  @Test
  void triesAgainUntilTheFileArrives() {
    fail(MediaFailure.GONE);
    var message = write();
    world.passSeconds(60);
    assertThat(world.whatsApp.mediaHost.downloads()).isBetween(3, 5);

    heal();
    world.passSeconds(120);

    assertThat(world.message(message).content())
        .isInstanceOfSatisfying(
            Content.Media.class,
            media -> {
              assertThat(media.file().size()).isEqualTo(FILE.length);
              assertThat(media.caption()).isEqualTo(BILL.caption());
              assertThat(media.filename()).isEqualTo(BILL.filename());
            });
    assertThat(changes())
        .singleElement()
        .matches(it -> it.message().equals(message.id()))
        .matches(it -> it.content().equals(world.message(message).content()));
  }

  @Test
  void givesUpAfterADay() {
    fail(MediaFailure.GONE);
    var message = write();

    world.pass(Duration.ofHours(22));
    assertThat(world.message(message).content()).isEqualTo(BILL);
    world.pass(Duration.ofHours(3));

    assertThat(world.message(message).content()).isEqualTo(BILL.failed(MediaFailure.GONE));
    assertThat(changes())
        .extracting(MessageEvent.MediaChanged::content)
        .containsExactly(BILL.failed(MediaFailure.GONE));
    var downloads = world.whatsApp.mediaHost.downloads();
    assertThat(downloads).isBetween(25, 60);
    world.pass(Duration.ofHours(3));
    assertThat(world.whatsApp.mediaHost.downloads()).isEqualTo(downloads);
  }

  @Test
  void givesUpAtOnceWhatCannotSucceed() {
    fail(MediaFailure.TOO_LARGE);

    var message = write();
    world.passSeconds(5);

    assertThat(world.message(message).content()).isEqualTo(BILL.failed(MediaFailure.TOO_LARGE));
    assertThat(world.whatsApp.mediaHost.downloads()).isEqualTo(1);
  }

  @Test
  void continuesAfterARestart() {
    fail(MediaFailure.UNREACHABLE);
    var message = write();
    world.crash();
    heal();

    world.restart();
    world.pass(Duration.ofMinutes(20));

    assertThat(world.message(message).content()).isInstanceOf(Content.Media.class);
    assertThat(changes()).hasSize(1);
  }

  @Test
  void downloadsOnOneNodeOnly() {
    world.startNode("second");
    fail(MediaFailure.UNREACHABLE);
    write();

    world.passSeconds(10);

    assertThat(world.whatsApp.mediaHost.downloads()).isEqualTo(1);
  }

  @Test
  void waitsForASessionThatIsNotConnected() {
    fail(MediaFailure.UNREACHABLE);
    var message = write();
    world.whatsApp.drop(session.id());
    heal();
    world.pass(Duration.ofHours(12));
    assertThat(world.message(message).content()).isEqualTo(BILL);

    world.whatsApp.heal(session.id());
    world.pass(Duration.ofMinutes(10));

    assertThat(world.message(message).content()).isInstanceOf(Content.Media.class);
  }

  @Test
  void givesUpFilesOfASessionThatIsNotConnectedForADay() {
    fail(MediaFailure.UNREACHABLE);
    var message = write();
    world.whatsApp.drop(session.id());

    world.pass(Duration.ofHours(25));

    assertThat(world.message(message).content()).isEqualTo(BILL.failed(MediaFailure.NOT_CONNECTED));
  }

  @Test
  void givesUpFilesOfADeletedSession() {
    fail(MediaFailure.UNREACHABLE);
    var message = write();

    world.server.deleteSession.delete(admin(account), session.id());
    world.passSeconds(5);

    assertThat(world.message(message).content())
        .isEqualTo(BILL.failed(MediaFailure.SESSION_DELETED));
    assertThat(changes()).hasSize(1);
    assertThat(refusal(message.id())).isEqualTo(MediaProblem.MEDIA_NOT_FETCHABLE);
  }

  @Test
  void fetchesAtOnceWhatSomebodyAsksFor() {
    fail(MediaFailure.GONE);
    var message = write();
    world.pass(Duration.ofHours(30));
    heal();

    var asked = world.server.fetchMedia.fetch(admin(account), message.id());
    assertThat(asked.content()).isEqualTo(BILL);
    world.passSeconds(1);

    assertThat(world.message(message).content()).isInstanceOf(Content.Media.class);
    assertThat(changes()).hasSize(2);
  }

  @Test
  void triesForAnotherDayWhatSomebodyAsksFor() {
    fail(MediaFailure.GONE);
    var message = write();
    world.pass(Duration.ofHours(30));

    world.server.fetchMedia.fetch(admin(account), message.id());
    world.pass(Duration.ofHours(22));
    assertThat(world.message(message).content()).isEqualTo(BILL);
    world.pass(Duration.ofHours(3));

    assertThat(world.message(message).content()).isEqualTo(BILL.failed(MediaFailure.GONE));
  }

  @Test
  void refusesToFetchWhatIsNoMissingFile() {
    assertThat(refusal(write().id())).isEqualTo(MediaProblem.MEDIA_AVAILABLE);
    assertThat(refusal(world.accept(account, session, 1).id()))
        .isEqualTo(MediaProblem.MEDIA_NOT_RECEIVED);
    assertThat(refusal(MessageId.next(world.instant())))
        .isEqualTo(MessageProblem.MESSAGE_NOT_FOUND);
    fail(MediaFailure.GONE);
    var message = write();
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> world.server.fetchMedia.fetch(admin(world.account()), message.id()))
        .matches(refused -> refused.problem() == MessageProblem.MESSAGE_NOT_FOUND);
  }

  private Problem refusal(MessageId id) {
    try {
      world.server.fetchMedia.fetch(admin(account), id);
      throw new AssertionError("not refused");
    } catch (Refused refused) {
      return refused.problem();
    }
  }

  private Message write() {
    world.whatsApp.writeFile(session.id(), MessageFixture.number(1), BILL, FILE);
    world.pass(Duration.ofMillis(20));
    return world.database.execute(
        () ->
            world
                .messages
                .list(account.id(), MessagesFixture.ALL, Optional.empty(), 1)
                .items()
                .getFirst());
  }

  private void fail(MediaFailure why) {
    world.whatsApp.mediaHost.failWith(Optional.of(why));
  }

  private void heal() {
    world.whatsApp.mediaHost.failWith(Optional.empty());
  }

  private List<MessageEvent.MediaChanged> changes() {
    return world.events().stream()
        .filter(MessageEvent.MediaChanged.class::isInstance)
        .map(MessageEvent.MediaChanged.class::cast)
        .toList();
  }
}
