package io.crier.domain.messages;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a message besides what it says; of a sent one only whether it is forwarded.
 *
 * @param name what the sender, in a group the author, calls themselves
 * @param forwarded whether somebody else wrote it first
 * @param referral the advertisement that it answers
 * @param truncated whether it was too long to be kept whole
 */
public record Envelope(
    Optional<String> name, boolean forwarded, Optional<Referral> referral, boolean truncated) {

  public static final Envelope NONE = new Envelope(Optional.empty(), false, Optional.empty());

  /** Of a message that is forwarded. */
  static final Envelope FORWARDED = new Envelope(Optional.empty(), true, Optional.empty());

  public Envelope {
    Objects.requireNonNull(name);
    Objects.requireNonNull(referral);
  }

  public Envelope(Optional<String> name, boolean forwarded, Optional<Referral> referral) {
    this(name, forwarded, referral, false);
  }
}
