package io.crier.domain.messages;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes people out of messages that others have written or received. */
public final class Forgetting {

  private Forgetting() {}

  /**
   * The same message without these people: as its author, as somebody whom it mentions, quotes or
   * introduces, and as voters. What it says stays.
   */
  public static Message of(Message message, Set<Recipient> people) {
    return message.with(of(message.content(), people));
  }

  private static Content of(Content content, Set<Recipient> people) {
    var context = of(content.context(), people);
    return switch (content) {
      case Poll it ->
          new Poll(it.question(), it.options(), it.multiple(), votes(it, people), context);
      case Content.Reaction it ->
          new Content.Reaction(of(it.target(), people), it.emoji(), context);
      case Content.ContactCard it ->
          shows(it, people) ? new Content.Unsupported(it.type(), "", context) : it.in(context);
      case Change.Edit it ->
          new Change.Edit(of(it.target(), people), it.captionOf(), it.body(), it.until());
      case Change.Deletion it ->
          new Change.Deletion(of(it.target(), people), it.blanks(), it.until());
      default -> content.in(context);
    };
  }

  private static Context of(Context context, Set<Recipient> people) {
    var envelope = context.envelope();
    var isTheirs = context.author().filter(people::contains).isPresent();
    return new Context(
        context.replyTo().map(it -> of(it, people)),
        context.mentions().stream().filter(it -> !people.contains(it)).toList(),
        context.author().filter(it -> !isTheirs),
        isTheirs
            ? new Envelope(
                Optional.empty(), envelope.forwarded(), envelope.referral(), envelope.truncated())
            : envelope,
        context.mentionsAll(),
        context.audience().stream().filter(it -> !people.contains(it)).toList());
  }

  private static Quoted of(Quoted quoted, Set<Recipient> people) {
    return new Quoted(
        quoted.id(),
        quoted.whatsAppId(),
        quoted.ours(),
        quoted.author().filter(it -> !people.contains(it)),
        quoted.text());
  }

  private static boolean shows(Content.ContactCard card, Set<Recipient> people) {
    return card.entries().stream()
        .anyMatch(entry -> people.stream().anyMatch(it -> it.text().equals(entry.number())));
  }

  private static List<Poll.Vote> votes(Poll poll, Set<Recipient> people) {
    return poll.votes().stream().filter(it -> !people.contains(it.voter())).toList();
  }
}
