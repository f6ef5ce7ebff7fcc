package io.crier.application.chats;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.chats.ChatProblem.BLOCKING_UNSUPPORTED;
import static io.crier.domain.chats.ChatProblem.BLOCK_REFUSED;
import static io.crier.domain.chats.ChatProblem.NOT_A_PERSON;
import static io.crier.domain.chats.ChatProblem.TOO_MANY_BLOCKS;
import static io.crier.domain.messages.MessageFixture.SOMEBODY;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.accounts.Account;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockContactTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.BLOCK);
  }

  @Test
  void blocksAndUnblocksOnce() {
    block(true);
    block(true);
    assertThat(world.whatsApp.blocks.blocked).containsExactly(SOMEBODY);
    assertThat(list()).containsExactly(SOMEBODY);

    block(false);

    assertThat(list()).isEmpty();
    assertThat(published()).containsExactly(true, false);
  }

  @Test
  void keepsWhatIsDoneOnThePhone() {
    world.whatsApp.report(
        session.id(), new Engine.Event.ContactBlocked(SOMEBODY, true, world.instant()));
    world.pass(Duration.ofMillis(20));

    assertThat(published()).containsExactly(true);
    assertThat(kept()).containsExactly(SOMEBODY);
  }

  @Test
  void makesUpForWhatItHasMissed() {
    var other = Recipient.parse("+966502222222");
    block(true);
    world.whatsApp.blocks.blocked.clear();
    world.whatsApp.blocks.blocked.add(other);

    assertThat(list()).containsExactly(other);

    assertThat(kept()).containsExactly(other);
    assertThat(published()).containsExactly(true, true, false);
  }

  @Test
  void keepsNothingThatWhatsAppRefuses() {
    world.whatsApp.blocks.fail(Failure.REFUSED);

    assertRefused(BLOCK_REFUSED, () -> block(true));

    assertThat(kept()).isEmpty();
    assertThat(published()).isEmpty();
  }

  @Test
  void refusesGroupsAndSessionsOfOthersAndWhatTheEngineCannotDo() {
    var group = new Recipient.Group("120363041234567890@g.us");
    assertRefused(
        NOT_A_PERSON,
        () -> world.server.blockContact.change(admin(account), session.id(), group, true));
    assertRefused(
        SESSION_NOT_FOUND,
        () -> world.server.blockContact.list(admin(world.account()), session.id()));
    world.whatsApp.removeAbility(Ability.BLOCK);
    assertRefused(BLOCKING_UNSUPPORTED, () -> block(true));
  }

  @Test
  void limitsHowFastASessionBlocks() {
    for (var i = 0; i < 10; i++) {
      block(i % 2 == 0);
    }

    assertRefused(TOO_MANY_BLOCKS, () -> block(true));
    world.pass(Duration.ofSeconds(6));
    block(true);
  }

  private void block(boolean blocked) {
    world.server.blockContact.change(admin(account), session.id(), SOMEBODY, blocked);
  }

  private List<Recipient> list() {
    return world.server.blockContact.list(admin(account), session.id());
  }

  private Set<Recipient> kept() {
    return world.database.execute(() -> world.blockedContacts.of(session.id()));
  }

  private List<Boolean> published() {
    return world.events().stream()
        .filter(ChatEvent.Blocked.class::isInstance)
        .map(event -> ((ChatEvent.Blocked) event).blocked())
        .toList();
  }
}
