package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.TOO_MANY_EXPORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.messages.ExportMessages.Limits;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportMessagesTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Actor actor = admin(account);
  private final ExportMessages exportMessages =
      new ExportMessages(world.server.findMessages, new Limits(2, 3));

  @Test
  void exportsPageByPage() {
    var session = world.connected(account, Pacing.CAREFUL);
    for (var number = 1; number <= 501; number++) {
      world.accept(account, session, number);
    }

    try (var export = begin(actor)) {
      assertThat(export.first().items()).hasSize(500);
      assertThat(export.first().more()).isTrue();
      assertThat(export.after(export.first()).items()).hasSize(1);
    }
  }

  @Test
  void refusesMoreExportsOfAnAccountThanItMayRunAtATime() {
    var first = begin(actor);
    begin(actor);
    assertTooMany(actor);

    first.close();
    first.close();

    begin(actor);
    assertTooMany(actor);
  }

  @Test
  void refusesMoreExportsThanTheNodeMayRunAtATime() {
    begin(actor);
    begin(actor);
    var third = begin(admin(world.account()));
    assertTooMany(admin(world.account()));

    third.close();

    begin(admin(world.account()));
  }

  @Test
  void keepsNoPlaceForAnExportThatFails() {
    var failing =
        new ExportMessages(
            new FindMessages(null, null, null, null, world.database), new Limits(1, 1));
    for (var attempt : List.of(1, 2)) {
      assertThatThrownBy(() -> failing.begin(actor, all()))
          .as("attempt " + attempt)
          .isInstanceOf(NullPointerException.class);
    }
  }

  private ExportMessages.Export begin(Actor by) {
    return exportMessages.begin(by, all());
  }

  private void assertTooMany(Actor by) {
    assertRefused(TOO_MANY_EXPORTS, () -> begin(by));
    assertThatThrownBy(() -> begin(by))
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.retryAfter()).isPresent());
  }

  private static Messages.Filter all() {
    return new Messages.Filter(
        Set.of(), Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
  }
}
