package io.crier.application.labels;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.labels.LabelProblem.LABELS_REFUSED;
import static io.crier.domain.labels.LabelProblem.LABELS_UNSUPPORTED;
import static io.crier.domain.labels.LabelProblem.LABEL_NOT_FOUND;
import static io.crier.domain.labels.LabelProblem.TOO_MANY_LABEL_CHANGES;
import static io.crier.domain.messages.MessageFixture.SOMEBODY;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.LabelChanged;
import io.crier.domain.accounts.Account;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelEvent;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelChatsTest {

  private static final Label PAID = new Label(new LabelId("4"), "Paid", 3);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.LABELS);
    world.whatsApp.labels.add(PAID);
  }

  @Test
  void assignsAndRemovesALabel() {
    assertThat(world.server.labelChats.list(admin(account), session.id())).containsExactly(PAID);

    change(true);
    assertThat(ofSomebody()).containsExactly(PAID);
    assertThat(chats(PAID.id())).containsExactly(SOMEBODY);

    change(false);
    assertThat(ofSomebody()).isEmpty();
    assertThat(chats(PAID.id())).isEmpty();
  }

  @Test
  void refusesALabelThatTheAccountDoesNotHave() {
    assertRefused(LABEL_NOT_FOUND, () -> change(new LabelId("9"), true));
    assertRefused(LABEL_NOT_FOUND, () -> chats(new LabelId("9")));
  }

  @Test
  void refusesWhatWhatsAppRefuses() {
    world.whatsApp.labels.fail(Failure.REFUSED);

    assertRefused(LABELS_REFUSED, () -> change(true));
    assertRefused(LABELS_REFUSED, this::ofSomebody);
  }

  @Test
  void refusesWhatTheEngineCannotDo() {
    world.whatsApp.removeAbility(Ability.LABELS);

    assertRefused(LABELS_UNSUPPORTED, () -> change(true));
    assertRefused(LABELS_UNSUPPORTED, this::ofSomebody);
  }

  @Test
  void limitsHowOftenLabelsChange() {
    for (var i = 0; i < 20; i++) {
      change(i % 2 == 0);
    }

    assertRefused(TOO_MANY_LABEL_CHANGES, () -> change(true));
    world.pass(Duration.ofSeconds(3));
    change(true);
  }

  @Test
  void knowsOnlySessionsOfTheAccount() {
    var stranger = admin(world.account());

    assertRefused(
        SESSION_NOT_FOUND,
        () -> world.server.labelChats.change(stranger, session.id(), SOMEBODY, PAID.id(), true));
    assertRefused(SESSION_NOT_FOUND, () -> world.server.labelChats.list(stranger, session.id()));
    assertRefused(
        SESSION_NOT_FOUND, () -> world.server.labelChats.chats(stranger, session.id(), PAID.id()));
    assertRefused(
        SESSION_NOT_FOUND, () -> world.server.labelChats.of(stranger, session.id(), SOMEBODY));
  }

  @Test
  void publishesWhatWhatsAppTells() {
    List.of(
            new LabelNews.Updated(PAID),
            new LabelNews.Assigned(PAID.id(), SOMEBODY, true),
            new LabelNews.Assigned(PAID.id(), SOMEBODY, false),
            new LabelNews.Deleted(PAID.id()))
        .forEach(
            news -> world.whatsApp.report(session.id(), new LabelChanged(news, world.instant())));
    world.pass(Duration.ofMillis(20));

    var at = world.events().getLast().at();
    assertThat(world.events())
        .filteredOn(LabelEvent.class::isInstance)
        .containsExactly(
            new LabelEvent.Updated(account.id(), session.id(), PAID, at),
            new LabelEvent.Assigned(account.id(), session.id(), PAID.id(), SOMEBODY, at),
            new LabelEvent.Removed(account.id(), session.id(), PAID.id(), SOMEBODY, at),
            new LabelEvent.Deleted(account.id(), session.id(), PAID.id(), at));
  }

  private List<Recipient> chats(LabelId label) {
    return world.server.labelChats.chats(admin(account), session.id(), label);
  }

  private void change(boolean assigned) {
    change(PAID.id(), assigned);
  }

  private void change(LabelId label, boolean assigned) {
    world.server.labelChats.change(admin(account), session.id(), SOMEBODY, label, assigned);
  }

  private List<Label> ofSomebody() {
    return world.server.labelChats.of(admin(account), session.id(), SOMEBODY);
  }
}
