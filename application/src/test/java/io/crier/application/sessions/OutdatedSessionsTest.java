package io.crier.application.sessions;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what becomes of sessions when WhatsApp requires a newer client. */
class OutdatedSessionsTest {

  private static final ClientVersion OLD = new ClientVersion("2.3000.1");
  private static final ClientVersion NEW = new ClientVersion("2.3000.2");

  private final World world = new World();
  private final Account account = world.account();

  @BeforeEach
  void reportAVersion() {
    world.whatsApp.clientVersion = OLD;
  }

  @Test
  void showsTheVersionThatIsReported() {
    var session = world.connected(account, Pacing.NONE);

    assertThat(version(session)).contains(OLD);
  }

  @Test
  void hasNoVersionOnAnEngineThatReportsNone() {
    world.whatsApp.clientVersion = null;

    assertThat(version(world.connected(account, Pacing.NONE))).isEmpty();
  }

  @Test
  void staysOutdatedWhileThereIsNoOtherVersion() {
    var session = outdated();
    var before = attempts(session);

    world.pass(Duration.ofDays(1));

    assertThat(status(session)).isEqualTo(SessionStatus.OUTDATED);
    assertThat(version(session)).contains(OLD);
    assertThat(attempts(session)).isEqualTo(before);
    assertThat(world.whatsApp.lookedFor).contains(session.id());
  }

  @Test
  void reconnectsOnceThereIsAnotherVersion() {
    var session = outdated();

    world.whatsApp.clientVersion = NEW;
    world.passSeconds(6);

    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(version(session)).contains(NEW);
    assertThat(world.session(session).lastError()).isEmpty();
  }

  @Test
  void reconnectsAfterARestartWithAnotherVersion() {
    var session = outdated();
    world.crash();
    world.whatsApp.clientVersion = NEW;

    world.restart();
    world.passSeconds(1);

    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
  }

  @Test
  void isNotOutdatedIfThereIsAnotherVersionByThen() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.clientVersion = NEW;
    world.whatsApp.report(session.id(), lostAsOutdated());
    world.passSeconds(2);

    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(statuses(session)).doesNotContain(SessionStatus.OUTDATED);
  }

  @Test
  void reconnectsOnlyOnceWithEachVersion() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.refusedVersions.add(NEW);
    world.whatsApp.clientVersion = NEW;
    world.whatsApp.report(session.id(), lostAsOutdated());
    var before = attempts(session);

    world.pass(Duration.ofHours(1));

    assertThat(attempts(session)).isEqualTo(before + 1);
    assertThat(status(session)).isEqualTo(SessionStatus.OUTDATED);
    assertThat(version(session)).contains(NEW);
  }

  @Test
  void reconnectsOneByOne() {
    var sessions = IntStream.range(0, 25).mapToObj(it -> outdated()).toList();
    world.whatsApp.clientVersion = NEW;
    world.passSeconds(5);

    var open = new ArrayList<Long>();
    for (int second = 0; second < 3; second++) {
      open.add(sessions.stream().filter(it -> world.whatsApp.isOpen(it.id())).count());
      world.passSeconds(1);
    }

    assertThat(open).isSorted().doesNotHaveDuplicates();
    assertThat(sessions).allMatch(it -> status(it) == SessionStatus.CONNECTED);
  }

  @Test
  void staysOffIfItIsStoppedMeanwhile() {
    var session = outdated();
    world.server.controlSession.stop(admin(account), session.id());
    world.whatsApp.clientVersion = NEW;
    world.passSeconds(20);

    assertThat(status(session)).isEqualTo(SessionStatus.OFF);
    assertThat(world.whatsApp.isOpen(session.id())).isFalse();
  }

  private Session outdated() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.report(session.id(), lostAsOutdated());
    world.passSeconds(1);
    assertThat(status(session)).isEqualTo(SessionStatus.OUTDATED);
    return session;
  }

  private static Engine.Event.Lost lostAsOutdated() {
    return new Engine.Event.Lost(Fault.OUTDATED, Optional.empty());
  }

  private Optional<ClientVersion> version(Session session) {
    return world.session(session).connectivity().clientVersion();
  }

  private SessionStatus status(Session session) {
    return world.session(session).status();
  }

  private long attempts(Session session) {
    return statuses(session).stream().filter(SessionStatus.CONNECTING::equals).count();
  }

  private List<SessionStatus> statuses(Session session) {
    return world.events().stream()
        .filter(SessionEvent.StatusChanged.class::isInstance)
        .map(SessionEvent.StatusChanged.class::cast)
        .filter(event -> event.session().equals(session.id()))
        .map(SessionEvent.StatusChanged::status)
        .toList();
  }
}
