package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.Message;
import io.crier.domain.messages.RawMessage;
import org.junit.jupiter.api.Test;

/** What every {@link RawMessages} promises, in memory or in a database. */
public interface RawMessagesContract extends MessagesFixture {

  RawMessages rawMessages();

  @Test
  default void keepsTheRawFormOfAMessage() {
    var message = keep("{\"poll\":\"شاي؟\"}");

    var found = unitOfWork().execute(() -> rawMessages().find(ACME, message.id()));

    assertThat(found).contains(new RawMessage("{\"poll\":\"شاي؟\"}"));
  }

  @Test
  default void keepsTheLatestOne() {
    var message = keep("{}");
    unitOfWork().run(() -> rawMessages().put(message, new RawMessage("{\"again\":1}")));

    assertThat(unitOfWork().execute(() -> rawMessages().find(ACME, message.id())))
        .contains(new RawMessage("{\"again\":1}"));
  }

  @Test
  default void hidesRawMessagesFromOtherAccounts() {
    var message = keep("{}");

    assertThat(unitOfWork().execute(() -> rawMessages().find(GLOBEX, message.id()))).isEmpty();
  }

  @Test
  default void removesRawMessages() {
    var message = keep("{}");

    unitOfWork().run(() -> rawMessages().remove(message.id()));

    assertThat(unitOfWork().execute(() -> rawMessages().find(ACME, message.id()))).isEmpty();
  }

  default Message keep(String json) {
    var message = added(inbound(owned(ACME)));
    unitOfWork().run(() -> rawMessages().put(message, new RawMessage(json)));
    return message;
  }
}
