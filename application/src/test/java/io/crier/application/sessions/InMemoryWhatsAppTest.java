package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import org.junit.jupiter.api.Test;

class InMemoryWhatsAppTest implements EngineContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryWhatsApp whatsApp = new InMemoryWhatsApp(unitOfWork, new VirtualTime());

  @Override
  public Engine engine() {
    return whatsApp;
  }

  @Override
  public WhatsAppSide whatsApp() {
    return whatsApp;
  }

  @Override
  public void settle() {
    whatsApp.deliverEvents();
  }

  @Test
  void rejectsCallsInsideAUnitOfWork() {
    var link = linked();

    assertThatThrownBy(() -> unitOfWork.run(() -> link.send(THEM)))
        .hasMessage("a call to WhatsApp inside a unit of work");
  }
}
