package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.domain.phones.Phone;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A phone as WallaWhats lists it. */
@JsonInclude
@Schema(name = "WallaWhatsPhone", description = "A phone that receives alerts")
public record PhoneView(
    @Schema(required = true, description = "in E.164 format", examples = "+34612345678")
        String phoneNumber,
    @Schema(required = true, description = "whether alerts may go there") Status status,
    @Schema(
            required = true,
            nullable = true,
            description = "the label of the phone",
            examples = "Work")
        String displayName,
    @Schema(
            required = true,
            description = "when it was registered, in ms since the epoch",
            examples = "1745000000000")
        long createdAt,
    @Schema(
            required = true,
            nullable = true,
            description = "when it was verified, in ms since the epoch",
            examples = "1745000060000")
        Long verifiedAt) {

  /** Whether alerts may go to a phone. */
  @Schema(name = "WallaWhatsPhoneStatus", description = "Whether alerts may go to a phone")
  public enum Status {
    PENDING_VERIFICATION,
    VERIFIED;

    private static Status of(Phone phone) {
      return phone.isVerified() ? VERIFIED : PENDING_VERIFICATION;
    }
  }

  /** What the registration or verification of a phone led to. */
  @Schema(name = "WallaWhatsPhoneStanding", description = "A phone and its status")
  public record Standing(
      @Schema(required = true, description = "in E.164 format", examples = "+34612345678")
          String phoneNumber,
      @Schema(required = true, description = "whether alerts may go there") Status status) {

    static Standing of(Phone phone) {
      return new Standing(phone.number().value(), Status.of(phone));
    }
  }

  static PhoneView of(Phone phone) {
    return new PhoneView(
        phone.number().value(),
        Status.of(phone),
        phone.displayName().orElse(null),
        phone.createdAt().toEpochMilli(),
        phone.verifiedAt().map(Instant::toEpochMilli).orElse(null));
  }
}
