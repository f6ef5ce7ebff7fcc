package io.crier.application.queue;

import static io.crier.application.queue.SendQueueFixture.GAPS;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.Session;
import org.junit.jupiter.api.Test;

/** A queue may be counted at any moment, also between the commit of a claim and what follows. */
class RecountTest {

  private final SendQueueFixture fixture = new SendQueueFixture();
  private final World world = fixture.world;
  private final Session session = world.connected(fixture.account, GAPS);
  private boolean counted;

  @Test
  void forgetsNoMessageIfItCountsWhileAnotherIsClaimed() {
    var first = world.accept(fixture.account, session, 1);
    world.passSeconds(0.1);
    var second = world.accept(fixture.account, session, 2);
    var third = world.accept(fixture.account, session, 3);
    world.server.failAfterCommit(() -> countOnce(second));
    world.passSeconds(60);

    assertThat(counted).isTrue();
    assertThat(first).extracting(world::status).isEqualTo(READ);
    assertThat(second).extracting(world::status).isEqualTo(READ);
    assertThat(third).extracting(world::status).isEqualTo(READ);
    fixture.assertEachSentOnce();
  }

  @Test
  void findsAnUnnoticedClaimAfterTheQueueWasCounted() {
    var message = world.accept(fixture.account, session, 1);
    world.server.failAfterCommit(() -> world.status(message) == SENDING);
    world.passSeconds(0.1);
    world.server.heal();
    assertThat(world.status(message)).isEqualTo(SENDING);
    count();
    world.passSeconds(120);

    assertThat(world.status(message)).isEqualTo(READ);
    fixture.assertEachSentOnce();
  }

  private boolean countOnce(Message claimed) {
    if (!counted && world.status(claimed) == SENDING) {
      counted = true;
      count();
    }
    return false;
  }

  private void count() {
    world.server.lanes.recountSoon(session.id());
    world.server.lanes.recount();
  }
}
