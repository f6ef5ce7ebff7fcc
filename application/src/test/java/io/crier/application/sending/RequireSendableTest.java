package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.testing;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.messages.MessageProblem.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.SessionProblem.DAILY_CAP_REACHED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequireSendableTest {

  private final List<AccountId> unknownNumbers = new ArrayList<>();

  private static final PhoneNumber ABSENT = new PhoneNumber("+966500000000");
  private static final Recipient NOBODY = new Recipient.Phone(ABSENT);
  private static final Recipient SOMEBODY = MessageFixture.number(1);
  private static final Recipient GROUP = new Recipient.Group("120363000000000001@g.us");

  private static final Pacing ONCE_A_DAY =
      new Pacing(
          Pacing.CAREFUL.gap(),
          Optional.empty(),
          Optional.of(1),
          Optional.empty(),
          false,
          Optional.empty(),
          false);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final Actor actor = admin(account);

  @Test
  void allowsNumbersOnWhatsAppAndGroups() {
    assertThatCode(() -> require(SOMEBODY)).doesNotThrowAnyException();
    assertThatCode(() -> require(GROUP)).doesNotThrowAnyException();
  }

  @Test
  void refusesNumbersThatAreNotOnWhatsApp() {
    world.whatsApp.forget(session.id(), ABSENT);

    assertRefused(RECIPIENT_NOT_ON_WHATSAPP, () -> require(NOBODY));
    assertThat(unknownNumbers).containsExactly(account.id());
  }

  @Test
  void looksUpANumberThatItKnowsOnceAMinute() {
    var requireSendable = requireSendable();
    requireSendable.require(actor, session.id(), SOMEBODY);
    keep(new Contact(session.id(), SOMEBODY, Optional.empty(), world.instant(), Optional.empty()));

    world.pass(Duration.ofSeconds(59));
    assertThatCode(() -> requireSendable.require(actor, session.id(), SOMEBODY))
        .doesNotThrowAnyException();

    world.pass(Duration.ofSeconds(1));
    assertRefused(
        RECIPIENT_NOT_ON_WHATSAPP, () -> requireSendable.require(actor, session.id(), SOMEBODY));
  }

  private void keep(Contact contact) {
    world.database.run(() -> world.contacts.save(List.of(contact)));
  }

  @Test
  void leavesTheCheckToTheQueueIfItCannotBeMadeNow() {
    world.whatsApp.forget(session.id(), ABSENT);
    world.whatsApp.drop(session.id());
    world.passSeconds(0.1);

    assertThatCode(() -> require(NOBODY)).doesNotThrowAnyException();
  }

  @Test
  void asksNoEngineThatCannotCheckNumbers() {
    world.whatsApp.forget(session.id(), ABSENT);
    world.whatsApp.removeAbility(Ability.CHECK_NUMBERS);

    assertThatCode(() -> require(NOBODY)).doesNotThrowAnyException();
  }

  @Test
  void refusesSessionsThatAreNotLinkedOrStopped() {
    var unlinked = world.create(account, Pacing.CAREFUL);
    world.server.controlSession.stop(actor, session.id());

    assertRefused(NOT_CONNECTED, () -> require(actor, unlinked, SOMEBODY));
    assertRefused(NOT_CONNECTED, () -> require(SOMEBODY));
  }

  @Test
  void refusesUntilMidnightOnceTheDailyCapIsReached() {
    var capped = world.connected(account, ONCE_A_DAY);
    world.accept(account, capped, 1);
    world.passSeconds(1);

    var refused = catchThrowableOfType(Refused.class, () -> require(actor, capped, SOMEBODY));

    assertThat(refused.problem()).isEqualTo(DAILY_CAP_REACHED);
    world.pass(refused.retryAfter().orElseThrow().minus(Duration.ofMillis(1)));
    assertRefused(DAILY_CAP_REACHED, () -> require(actor, capped, SOMEBODY));
    world.pass(Duration.ofMillis(1));
    assertThatCode(() -> require(actor, capped, SOMEBODY)).doesNotThrowAnyException();
  }

  @Test
  void allowsAnythingToTestKeysAsItGoesToTheSimulator() {
    var unlinked = world.create(account, Pacing.CAREFUL);

    assertThatCode(() -> require(testing(actor), unlinked, SOMEBODY)).doesNotThrowAnyException();
  }

  @Test
  void refusesActorsWhoMayNotSendThere() {
    assertRefused(ROLE_REQUIRED, () -> require(Actors.in(account, Role.READ), session, SOMEBODY));
    assertRefused(SESSION_NOT_FOUND, () -> require(admin(world.account()), session, SOMEBODY));
  }

  private void require(Recipient to) {
    require(actor, session, to);
  }

  private void require(Actor by, Session through, Recipient to) {
    requireSendable().require(by, through.id(), to);
  }

  private RequireSendable requireSendable() {
    return new RequireSendable(
        new ValidateRequest(world.server.findSessions, world.server.runSessions),
        world.server.runSessions,
        world.server.checkNumber,
        world.server.lanes,
        unknownNumbers::add,
        world);
  }
}
