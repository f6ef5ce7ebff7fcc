package io.crier.domain.messages;

import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.PLAYED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.RECEIVED;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.sessions.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {

  private static final Progress SENDING_ONCE = Progress.starting(QUEUED).sending(false);

  @Test
  void movesOnlyForwardOnReceiptsInAnyOrder() {
    var random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      var receipts = new ArrayList<>(List.of(SENT, DELIVERED, READ, PLAYED, DELIVERED, READ));
      Collections.shuffle(receipts, random);
      var progress = SENDING_ONCE;
      for (var receipt : receipts) {
        var before = progress.status();
        progress = progress.receipt(receipt, NOON);
        assertThat(progress.status()).isGreaterThanOrEqualTo(before);
        assertThat(progress.sentAt()).isPresent();
      }
      assertThat(progress.status()).isEqualTo(PLAYED);
    }
  }

  @Test
  void takesALaterReceiptForThoseBeforeItThatDidNotArrive() {
    var played = SENDING_ONCE.sent(NOON).receipt(PLAYED, NOON.plusSeconds(2));

    assertThat(played.sentAt()).hasValue(NOON);
    assertThat(played.deliveredAt()).hasValue(NOON.plusSeconds(2));
    assertThat(played.readAt()).hasValue(NOON.plusSeconds(2));
    assertThat(played.playedAt()).hasValue(NOON.plusSeconds(2));
    assertThat(SENDING_ONCE.sent(NOON).receipt(READ, NOON).playedAt()).isEmpty();
  }

  @Test
  void hasNoReceiptBeforeTheStepBeforeIt() {
    var delivered = SENDING_ONCE.sent(NOON).receipt(DELIVERED, NOON.minusMillis(700));
    var read = SENDING_ONCE.receipt(DELIVERED, NOON).receipt(READ, NOON.minusSeconds(1));

    assertThat(delivered.deliveredAt()).hasValue(NOON);
    assertThat(read.readAt()).hasValue(NOON);
  }

  @Test
  void ignoresALateReceipt() {
    var read = SENDING_ONCE.sent(NOON).receipt(READ, NOON.plusSeconds(2));

    assertThat(read.receipt(DELIVERED, NOON.plusSeconds(3))).isEqualTo(read);
    assertThat(read.receipt(READ, NOON.plusSeconds(3))).isEqualTo(read);
  }

  @Test
  void failsWhenWhatsAppReturnsASentMessage() {
    var bounced =
        SENDING_ONCE.sent(NOON).bounced(Failure.of(Fault.OUTSIDE_WINDOW), NOON.plusSeconds(2));

    assertThat(bounced.status()).isEqualTo(FAILED);
    assertThat(bounced.fault()).contains(Fault.OUTSIDE_WINDOW);
    assertThat(bounced.endedAt()).contains(NOON.plusSeconds(2));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SENDING", "SENT"},
      mode = EnumSource.Mode.EXCLUDE)
  void ignoresABounceBeforeSendingAndAfterDelivery(MessageStatus status) {
    var progress = Progress.starting(status);

    assertThat(progress.bounced(Failure.of(Fault.RECIPIENT_REFUSED), NOON)).isEqualTo(progress);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEDULED", "QUEUED", "FAILED", "CANCELLED", "RECEIVED"})
  void ignoresAReceiptForAnUnsentMessage(MessageStatus status) {
    var progress = Progress.starting(status);

    assertThat(progress.receipt(DELIVERED, NOON)).isEqualTo(progress);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "CANCELLED", "RECEIVED"})
  void ignoresReceiptsThatWouldFailOrCancel(MessageStatus reached) {
    var sent = SENDING_ONCE.sent(NOON);

    assertThat(sent.receipt(reached, NOON)).isEqualTo(sent);
  }

  @Test
  void clearsTheFaultOfAnEarlierAttemptOnReceipt() {
    var again =
        SENDING_ONCE
            .failed(Fault.ENGINE_FAILED, NOON)
            .queued(Failure.of(Fault.ENGINE_FAILED))
            .sending(true);

    assertThat(again.receipt(DELIVERED, NOON).fault()).isEmpty();
    assertThat(again.sent(NOON).fault()).isEmpty();
  }

  @Test
  void countsAttemptsAndKeepsTheDuplicateMark() {
    var twice = SENDING_ONCE.sending(true);

    assertThat(SENDING_ONCE.attempt()).isEqualTo(1);
    assertThat(SENDING_ONCE.possibleDuplicate()).isFalse();
    assertThat(twice.attempt()).isEqualTo(2);
    assertThat(twice.possibleDuplicate()).isTrue();
    assertThat(twice.queued(Failure.of(Fault.ENGINE_FAILED)).sending(false).possibleDuplicate())
        .isTrue();
  }

  @Test
  void recordsWhenItEnded() {
    assertThat(SENDING_ONCE.failed(Fault.BANNED, NOON).endedAt()).contains(NOON);
    assertThat(SENDING_ONCE.failed(Fault.BANNED, NOON).status()).isEqualTo(FAILED);
    assertThat(Progress.starting(QUEUED).cancelled(NOON).endedAt()).contains(NOON);
    assertThat(Progress.starting(QUEUED).cancelled(NOON).status()).isEqualTo(CANCELLED);
  }

  @Test
  void countsOnlyAcceptedMessagesAsSent() {
    assertThat(List.of(MessageStatus.values()).stream().filter(MessageStatus::isSent))
        .containsExactly(SENT, DELIVERED, READ, PLAYED);
    assertThat(List.of(MessageStatus.values()).stream().filter(MessageStatus::isWaiting))
        .containsExactly(MessageStatus.SCHEDULED, QUEUED);
    assertThat(RECEIVED.isSent()).isFalse();
    assertThat(SENDING.isSent()).isFalse();
  }
}
