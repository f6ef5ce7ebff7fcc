package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.domain.Refused;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The messages and people that a message refers to.
 *
 * @param replyTo the message that it replies to
 * @param mentions the people it mentions, at most 100
 * @param author the sender, if it came from a group
 */
public record Context(
    Optional<Quoted> replyTo, List<Recipient> mentions, Optional<Recipient> author) {

  public static final Context NONE = new Context(Optional.empty(), List.of(), Optional.empty());

  private static final int MOST_MENTIONS = 100;

  public Context {
    mentions = List.copyOf(mentions);
    if (mentions.size() > MOST_MENTIONS) {
      throw new Refused(INVALID_CONTENT, "a message mentions at most " + MOST_MENTIONS);
    }
  }

  /** The same, with the message that it replies to looked up again. */
  public Context quoting(UnaryOperator<Quoted> lookUp) {
    return new Context(replyTo.map(lookUp), mentions, author);
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
