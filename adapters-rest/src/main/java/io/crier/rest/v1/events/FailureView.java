package io.crier.rest.v1.events;

import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.rest.v1.messages.MessageView;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a message failed. */
@Schema(name = "MessageFailure")
record FailureView(
    @Schema(required = true, examples = "recipient_not_on_whatsapp") String code,
    @Schema(required = true, examples = "the number is not on WhatsApp") String detail,
    @Schema(
            description = "the number that WhatsApp gave as the reason, as in the message",
            examples = "131026")
        Optional<Integer> engineCode) {

  /** A waiting message may have a fault too: why it was delayed. */
  static Optional<FailureView> of(
      MessageStatus status, Optional<Fault> fault, Optional<Integer> engineCode) {
    return fault
        .filter(why -> status == MessageStatus.FAILED)
        .map(why -> new FailureView(why.code(), MessageView.ErrorView.sentence(why), engineCode));
  }
}
