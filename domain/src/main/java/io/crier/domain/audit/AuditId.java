package io.crier.domain.audit;

import io.crier.domain.TimeOrderedId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Identifies an entry of the audit log. */
public record AuditId(UUID value) {

  public AuditId {
    Objects.requireNonNull(value);
  }

  public static AuditId next(Instant now) {
    return new AuditId(TimeOrderedId.at(now));
  }
}
