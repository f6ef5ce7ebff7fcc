package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.failed;
import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} links, connects and unlinks sessions. */
public interface EngineLinkContract extends EngineFixture {

  @Test
  default void showsAQrCodeWhileUnlinked() {
    assumeAbility(Ability.LINK_BY_QR);

    var link = unlinked();

    assertThat(link.events()).hasSize(1).hasOnlyElementsOfType(Event.Qr.class);
    assertThat(link.events(Event.Qr.class).getFirst().value()).isNotBlank();
  }

  @Test
  default void linksAndConnectsOnScan() {
    assumeAbility(Ability.LINK_BY_QR);
    var link = unlinked();

    whatsApp().scan(SESSION, OURS);
    settle();

    assertThat(link.events())
        .endsWith(new Event.Linked(OURS), new Event.Connected(OURS))
        .doesNotHaveDuplicates();
  }

  @Test
  default void reportsALinkCodeOnRequest() {
    assumeAbility(Ability.LINK_BY_CODE);
    var link = unlinked();

    link.connection().requestCode(OURS);
    settle();

    assertThat(link.events(Event.Code.class))
        .singleElement()
        .satisfies(code -> assertThat(code.value()).matches("[1-9A-Z]{4}-[1-9A-Z]{4}"));
  }

  @Test
  default void opensBeforeItReportsAnything() {
    var link = new TestSession(this, new InMemoryKeyring(), settings());

    assertThat(link.events()).isEmpty();
  }

  @Test
  default void reconnectsWithoutAnotherScan() {
    var link = linked();
    link.connection().close();

    var again = link.reopen();

    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
  }

  @Test
  default void reportsNothingOfAClosedConnection() {
    var link = linked();
    link.send(THEM);
    var before = List.copyOf(link.events());

    link.connection().close();
    settle();

    assertThat(link.events()).isEqualTo(before);
  }

  @Test
  default void reportsALostConnectionOnce() {
    var link = linked();

    whatsApp().drop(SESSION);
    settle();

    // Some engines detect the loss only now.
    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    settle();
    assertThat(link.events(Event.Lost.class))
        .extracting(Event.Lost::fault)
        .containsExactly(Fault.NOT_CONNECTED);
  }

  @Test
  default void reconnectsOnceTheNetworkIsBack() {
    var link = linked();
    whatsApp().drop(SESSION);
    settle();

    assertThat(link.reopen().events(Event.OfConnection.class))
        .hasOnlyElementsOfType(Event.Lost.class);
    whatsApp().heal(SESSION);

    var again = link.reopen();
    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
    sent(again.send(THEM));
  }

  @Test
  default void unlinksASessionThatWasClosed() {
    assumeAbility(Ability.LINK_BY_QR);
    var link = linked();
    link.connection().close();

    link.reopen().connection().unlink();
    settle();

    assertThat(link.reopen().events()).isNotEmpty().hasOnlyElementsOfType(Event.Qr.class);
  }

  @Test
  default void forgetsAnUnlinkedSession() {
    var link = linked();

    link.connection().unlink();
    settle();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assumeAbility(Ability.LINK_BY_QR);
    assertThat(link.reopen().events()).isNotEmpty().hasOnlyElementsOfType(Event.Qr.class);
  }
}
