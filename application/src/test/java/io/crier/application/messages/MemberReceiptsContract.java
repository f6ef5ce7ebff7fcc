package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.PLAYED;
import static io.crier.domain.messages.MessageStatus.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.MemberReceipts.Arrived;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MemberReceipts} promises, in memory or in a database. */
public interface MemberReceiptsContract extends MessagesFixture {

  MemberReceipts memberReceipts();

  @Test
  default void keepsTheReceiptsOfEachMember() {
    var message = added(text(owned(ACME)));
    keep(of(message, OMAR, DELIVERED, 1), of(message, FATIMA, READ, 2));

    assertThat(found(message))
        .containsExactly(
            of(message, FATIMA, READ, 2).receipt(), of(message, OMAR, DELIVERED, 1).receipt());
  }

  @Test
  default void keepsTheFirstTimeOfEachStep() {
    var message = added(text(owned(ACME)));
    keep(of(message, OMAR, DELIVERED, 1), of(message, OMAR, DELIVERED, 2));
    keep(of(message, OMAR, PLAYED, 3));
    keep(of(message, OMAR, READ, 4));

    assertThat(found(message))
        .containsExactly(new MemberReceipt(OMAR, after(1), after(3), after(3)));
  }

  @Test
  default void knowsNothingOfOtherMessages() {
    var session = owned(ACME);
    keep(of(added(text(session)), OMAR, DELIVERED, 1));

    assertThat(found(added(text(session)))).isEmpty();
  }

  private static Optional<Instant> after(int seconds) {
    return Optional.of(NOON.plusSeconds(seconds));
  }

  private static Arrived of(Message message, Recipient by, MessageStatus reached, int seconds) {
    var at = NOON.plusSeconds(seconds);
    return new Arrived(message.id(), MemberReceipt.of(by, reached, at, Optional.of(NOON)));
  }

  private void keep(Arrived... arrived) {
    unitOfWork().run(() -> memberReceipts().keep(List.of(arrived)));
  }

  private List<MemberReceipt> found(Message message) {
    return unitOfWork().execute(() -> memberReceipts().of(message.id()));
  }
}
