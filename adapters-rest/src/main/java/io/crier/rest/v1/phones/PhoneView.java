package io.crier.rest.v1.phones;

import io.crier.application.phones.FindPhones.CodeInTransit;
import io.crier.application.phones.FindPhones.PhoneDetails;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.phones.Phone;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A phone as shown to its account. */
@Schema(name = "Phone")
public record PhoneView(
    @Schema(required = true, examples = "+966501234567") String number,
    @Schema(required = true) PhoneStatus status,
    @Schema(examples = "Night shift") Optional<String> displayName,
    @Schema(required = true, description = "whether a test key registered it") boolean test,
    @Schema(required = true) Instant createdAt,
    Optional<Instant> verifiedAt,
    @Schema(description = "the last code, until the phone is verified") Optional<CodeView> code) {

  /** Whether alerts may go to a phone. */
  @Schema(name = "PhoneStatus")
  public enum PhoneStatus {
    PENDING_VERIFICATION,
    VERIFIED
  }

  /** The status of a code; never the code itself. */
  @Schema(name = "PhoneCode")
  public record CodeView(
      @Schema(required = true) Instant sentAt,
      @Schema(required = true) Instant expiresAt,
      @Schema(required = true, description = "remaining attempts to enter the code") int triesLeft,
      @Schema(required = true, description = "the status of the message that carries the code")
          MessageStatus status) {

    static CodeView of(CodeInTransit underway) {
      var code = underway.code();
      return new CodeView(code.sentAt(), code.expiresAt(), code.triesLeft(), underway.status());
    }
  }

  static PhoneView of(PhoneDetails shown) {
    return of(shown.phone(), shown.code().map(CodeView::of));
  }

  static PhoneView of(Phone phone) {
    return of(phone, Optional.empty());
  }

  private static PhoneView of(Phone phone, Optional<CodeView> code) {
    return new PhoneView(
        phone.number().value(),
        phone.isVerified() ? PhoneStatus.VERIFIED : PhoneStatus.PENDING_VERIFICATION,
        phone.displayName(),
        phone.test(),
        phone.createdAt(),
        phone.verifiedAt(),
        code);
  }
}
