package io.crier.domain.messages;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The messages and people that a message refers to.
 *
 * @param replyTo the message that it replies to
 * @param mentions the people it mentions; if sent, at most 100
 * @param author the sender, if it came from a group
 * @param envelope what else is known about it
 * @param mentionsAll whether it mentions everybody in a group
 * @param audience the people who can see it, if it is a story
 */
public record Context(
    Optional<Quoted> replyTo,
    List<Recipient> mentions,
    Optional<Recipient> author,
    Envelope envelope,
    boolean mentionsAll,
    List<Recipient> audience) {

  public static final Context NONE = new Context(Optional.empty(), List.of(), Optional.empty());

  /** Of a message that is forwarded. */
  static final Context FORWARDED =
      new Context(Optional.empty(), List.of(), Optional.empty(), Envelope.FORWARDED);

  public Context {
    mentions = List.copyOf(mentions);
    // Rows of earlier versions have none.
    envelope = envelope == null ? Envelope.NONE : envelope;
    audience = audience == null ? List.of() : List.copyOf(audience);
  }

  public Context(Optional<Quoted> replyTo, List<Recipient> mentions, Optional<Recipient> author) {
    this(replyTo, mentions, author, Envelope.NONE);
  }

  public Context(
      Optional<Quoted> replyTo,
      List<Recipient> mentions,
      Optional<Recipient> author,
      Envelope envelope) {
    this(replyTo, mentions, author, envelope, false, List.of());
  }

  /** The same, which mentions everybody in the group that it is sent to. */
  public Context mentioningAll() {
    return new Context(replyTo, mentions, author, envelope, true, audience);
  }

  /** The same, shown to these people as a story. */
  public Context shownTo(List<Recipient> people) {
    return new Context(replyTo, mentions, author, envelope, mentionsAll, people);
  }

  /** The same, with the message that it replies to looked up again. */
  public Context quoting(UnaryOperator<Quoted> lookUp) {
    return new Context(replyTo.map(lookUp), mentions, author, envelope, mentionsAll, audience);
  }

  /** The same after an edit: the author may mention others, or write too much to be kept whole. */
  Context edited(Context by) {
    var truncated = by.envelope.truncated();
    var edited =
        new Envelope(envelope.name(), envelope.forwarded(), envelope.referral(), truncated);
    return new Context(replyTo, by.mentions, author, edited, mentionsAll, audience);
  }

  /** The same, of a message that was too long to be kept whole. */
  Context truncated() {
    var cut = new Envelope(envelope.name(), envelope.forwarded(), envelope.referral(), true);
    return new Context(replyTo, mentions, author, cut, mentionsAll, audience);
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
