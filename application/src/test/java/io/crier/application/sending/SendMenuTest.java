package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Ability;
import io.crier.domain.Refusals;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageFixture;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Buttons and lists, on engines that have them and on others. */
class SendMenuTest {

  private final AcceptMessagesFixture fixture = new AcceptMessagesFixture();

  @Test
  void acceptsListsAsTheyAre() {
    assertThat(accepted(MessageFixture.list())).isEqualTo(MessageFixture.list());
  }

  @Test
  void refusesButtonsWhichTheEngineDoesNotHave() {
    fixture.world.whatsApp.removeAbility(Ability.SEND_BUTTONS);

    Refusals.assertRefused(TYPE_UNSUPPORTED, () -> accepted(MessageFixture.buttons()));
  }

  @Test
  void acceptsAListAsTextIfItsSenderAllowsThat() {
    fixture.world.whatsApp.removeAbility(Ability.SEND_LIST);

    assertThat(accepted(MessageFixture.list())).isEqualTo(MessageFixture.list().asText());
  }

  private Content accepted(Content content) {
    var request =
        new AcceptMessages.Request(
            admin(fixture.account),
            fixture.session.id(),
            number(1),
            content,
            Handling.ORDINARY,
            false,
            Optional.empty());
    var answer = fixture.ask(request);
    fixture.world.pass(Duration.ofMillis(1));
    return ((Acceptance.Accepted) answer.join()).message().content();
  }
}
