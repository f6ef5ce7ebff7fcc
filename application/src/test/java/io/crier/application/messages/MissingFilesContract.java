package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Node;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link MissingFiles} promises, in memory or in a database. */
public interface MissingFilesContract extends MessagesFixture {

  Duration HOLD = Duration.ofMinutes(1);

  MissingFiles missingFiles();

  @Test
  default void keepsMissingFiles() {
    var file = expect(owned(ACME), NOON);

    assertThat(unitOfWork().execute(() -> missingFiles().find(file.message()))).contains(file);
    assertThat(unitOfWork().execute(() -> missingFiles().find(MessageId.next(NOON)))).isEmpty();
  }

  @Test
  default void claimsADueFileOnce() {
    var session = owned(ACME);
    var file = expect(session, NOON);

    assertThat(claim(session.node(), NOON.minusMillis(1))).isEmpty();
    assertThat(claim(session.node(), NOON)).containsExactly(file.message());
    assertThat(claim(session.node(), NOON)).isEmpty();
    assertThat(claim(session.node(), NOON.plus(HOLD))).containsExactly(file.message());
  }

  @Test
  default void claimsFilesOfTheNodesOwnSessionsOnly() {
    var session = owned(ACME);
    var other = owned(ACME);
    var file = expect(session, NOON);

    assertThat(claim(other.node(), NOON)).isEmpty();

    unitOfWork().run(() -> nodes().renew(session.node(), OVER));
    assertThat(claim(session.node(), NOON)).isEmpty();

    var heir = inherit(session);
    assertThat(claim(heir.node(), NOON)).containsExactly(file.message());
  }

  @Test
  default void claimsTheOldestFileOfEachSessionThatIsNotBusy() {
    var session = owned(ACME);
    var second = expect(session, NOON.minusSeconds(1));
    var first = expect(session, NOON.minusSeconds(2));

    assertThat(claim(session.node(), NOON, session.id())).isEmpty();
    assertThat(claim(session.node(), NOON)).containsExactly(first.message());
    assertThat(claim(session.node(), NOON)).containsExactly(second.message());
  }

  @Test
  default void replacesAndRemoves() {
    var session = owned(ACME);
    var file = expect(session, NOON);
    var given = file.givenUp();

    assertThat(unitOfWork().execute(() -> missingFiles().replace(given))).isTrue();
    assertThat(unitOfWork().execute(() -> missingFiles().find(file.message()))).contains(given);
    assertThat(claim(session.node(), NOON.plus(HOLD))).isEmpty();
    assertThat(unitOfWork().execute(() -> missingFiles().expected(session.id()))).isEmpty();

    assertThat(unitOfWork().execute(() -> missingFiles().remove(file.message()))).isTrue();
    assertThat(unitOfWork().execute(() -> missingFiles().remove(file.message()))).isFalse();
    assertThat(unitOfWork().execute(() -> missingFiles().replace(file))).isFalse();
  }

  @Test
  default void forgetsTheFilesOfADeletedSession() {
    var session = owned(ACME);
    var file = expect(session, NOON);
    assertThat(unitOfWork().execute(() -> missingFiles().expected(session.id())))
        .containsExactly(file);

    unitOfWork().run(() -> sessions().remove(session.id()));

    assertThat(unitOfWork().execute(() -> missingFiles().find(file.message()))).isEmpty();
  }

  private MissingFile expect(Owned session, Instant due) {
    Message message = added(inbound(session));
    var file = MissingFile.of(message, new MediaReference("the key \"ä\" of it"), due);
    unitOfWork().run(() -> missingFiles().add(file));
    return file;
  }

  private List<MessageId> claim(Node node, Instant now, SessionId... busy) {
    return unitOfWork()
        .execute(() -> missingFiles().claim(node, now, now.plus(HOLD), Set.of(busy), 10))
        .stream()
        .map(MissingFile::message)
        .toList();
  }
}
