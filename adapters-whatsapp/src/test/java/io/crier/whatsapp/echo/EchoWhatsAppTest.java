package io.crier.whatsapp.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.VirtualTime;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.Engines;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EchoWhatsAppTest implements EngineContract {

  private final VirtualTime time = new VirtualTime();
  private final EchoNetwork network = new EchoNetwork();
  private final EchoWhatsApp engine = new EchoWhatsApp(network, time, time);

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public WhatsAppSide whatsApp() {
    return network;
  }

  @Override
  public Set<Fault> refusals() {
    return Set.of(Fault.RECIPIENT_REFUSED);
  }

  @Override
  public boolean receivesFiles() {
    return false;
  }

  @Override
  public void settle() {
    time.pass(Duration.ofSeconds(1));
  }

  @Test
  void echoesSentTextsFromTheirRecipient() {
    var link = linked();

    link.send(THEM);
    settle();

    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.peer()).isEqualTo(THEM);
              assertThat(received.content()).isEqualTo(HELLO);
            });
  }

  @Test
  void isFoundByName() {
    assertThat(new Engines(List.of(engine)).get(EchoWhatsApp.NAME)).isSameAs(engine);
  }
}
