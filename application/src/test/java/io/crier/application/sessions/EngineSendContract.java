package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.failed;
import static io.crier.application.sessions.EngineFixture.faultOf;
import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} sends, and how it reports receipts and refusals. */
public interface EngineSendContract extends EngineFixture {

  @Test
  default void keepsTheIdIfTheEngineCan() {
    assumeAbility(Ability.RESUBMIT);

    assertThat(linked().send(THEM)).isEqualTo(new Outcome.Sent(ID));
  }

  @Test
  default void submitsTheSameIdAgain() {
    assumeAbility(Ability.RESUBMIT);
    var link = linked();

    link.send(THEM);
    link.send(THEM);

    assertThat(whatsApp().arrived(SESSION)).extracting(Arrived::id).containsExactly(ID, ID);
  }

  @Test
  default void reportsReceiptsInOrderAfterTheCall() {
    assumeAbility(Ability.DELIVERED);
    assumeAbility(Ability.READ);
    var link = linked();

    var id = sent(link.send(THEM));

    assertThat(link.events(Event.Receipt.class)).isEmpty();
    settle();
    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.id().equals(id))
        .extracting(Event.Receipt::reached)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.READ);
  }

  @Test
  default void reportsMissedReceiptsToTheNextConnection() {
    assumeAbility(Ability.DELIVERED);
    var link = linked();
    link.send(THEM);
    link.connection().close();
    settle();

    var again = link.reopen();

    assertThat(again.events(Event.Receipt.class))
        .extracting(Event.Receipt::reached)
        .contains(MessageStatus.DELIVERED);
  }

  @Test
  default void sendsNothingWhileUnlinked() {
    var link = unlinked();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void sendsNothingOverAClosedConnection() {
    var link = linked();
    link.connection().close();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void failsASendToANumberThatIsNotOnWhatsApp() {
    var link = linked();
    whatsApp().forget(SESSION, THEIRS);

    assertThat(faultOf(link.send(THEM))).isEqualTo(Fault.RECIPIENT_NOT_ON_WHATSAPP);
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void reportsTheFaultOfARefusedSend() {
    assumeReported(Fault.RECIPIENT_REFUSED);
    var link = linked();
    whatsApp().refuse(SESSION, THEIRS, Fault.RECIPIENT_REFUSED);

    assertThat(faultOf(link.send(THEM))).isEqualTo(Fault.RECIPIENT_REFUSED);
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void reportsWhenARestrictionEnds() {
    assumeReported(Fault.RESTRICTED);
    var link = linked();
    whatsApp().refuse(SESSION, THEIRS, Fault.RESTRICTED);

    assertThat(link.send(THEM))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault()).isEqualTo(Fault.RESTRICTED);
              assertThat(failed.until()).isPresent();
            });
  }
}
