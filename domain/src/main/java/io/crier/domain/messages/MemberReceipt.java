package io.crier.domain.messages;

import java.time.Instant;
import java.util.Optional;

/** When a message reached somebody, of several who received it; a step may be unknown. */
public record MemberReceipt(
    Recipient member,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> playedAt) {

  /** What this receipt says, which stands for the steps before; no step is before sending. */
  public static MemberReceipt of(
      Recipient member, MessageStatus reached, Instant at, Optional<Instant> sentAt) {
    var then = Optional.of(sentAt.filter(at::isBefore).orElse(at));
    return new MemberReceipt(
        member,
        then.filter(it -> reached.compareTo(MessageStatus.DELIVERED) >= 0),
        then.filter(it -> reached.compareTo(MessageStatus.READ) >= 0),
        then.filter(it -> reached == MessageStatus.PLAYED));
  }

  /** Both together; of each step, the one that was known first. */
  public MemberReceipt and(MemberReceipt later) {
    return new MemberReceipt(
        member,
        deliveredAt.or(later::deliveredAt),
        readAt.or(later::readAt),
        playedAt.or(later::playedAt));
  }

  /** The same under another name. */
  public MemberReceipt of(Recipient named) {
    return new MemberReceipt(named, deliveredAt, readAt, playedAt);
  }
}
