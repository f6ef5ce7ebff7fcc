package io.crier.application.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.messages.Contacts;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimMessagesTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  /** Otherwise it would be sent twice. */
  @Test
  void doesNotDoubtWhatItClaimsWhileTheQueueIsCountedAnew() {
    world.accept(account, session, 1);
    world.accept(account, session, 2);
    while (world.whatsApp.sent(session.id()).isEmpty()) {
      world.pass(Duration.ofMillis(100));
    }
    var lane = world.server.lanes.of(session.id()).orElseThrow();
    assertThat(lane.isIdle()).isTrue();
    var claimMessages =
        new ClaimMessages(world.messages, recounting(lane), world.events, world.database);

    var claimed =
        claimMessages.claim(
            world.server.lease.node(),
            List.of(lane),
            world.server.clockwork.now().plus(Duration.ofMinutes(1)));

    assertThat(claimed.sending()).hasSize(1);
    assertThat(claimed.missed()).isEmpty();
    assertThat(claimed.parked()).isEmpty();
  }

  /** A note of another node arrives between the choice of a message and its claim. */
  private Contacts recounting(Lane lane) {
    return (Contacts)
        Proxy.newProxyInstance(
            Contacts.class.getClassLoader(),
            new Class<?>[] {Contacts.class},
            (proxy, method, arguments) -> {
              lane.recount(1, lane.added());
              try {
                return method.invoke(world.contacts, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
